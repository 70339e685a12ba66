package org.hawser.kernels.onednn;

import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;

/// What decides the layout of packed weights.
///
/// @param outputs n
/// @param inputs k
record WeightShape(MatmulType type, int outputs, int inputs) {
  DnnlDataType sourceType() {
    return switch (type) {
      case F32 -> DnnlDataType.F32;
      case BF16 -> DnnlDataType.BF16;
      case U8S8 -> DnnlDataType.U8;
    };
  }

  DnnlDataType packedType() {
    return switch (type) {
      case F32 -> DnnlDataType.F32;
      case BF16 -> DnnlDataType.BF16;
      case U8S8 -> DnnlDataType.S8;
    };
  }

  /// Element type of the weights the caller hands over.
  DnnlDataType givenType() {
    return type == MatmulType.U8S8 ? DnnlDataType.S8 : DnnlDataType.F32;
  }

  boolean quantised() {
    return type == MatmulType.U8S8;
  }
}
