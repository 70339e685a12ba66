package org.hawser.kernels.onednn.dnnl;

/// `dnnl_data_type_t`: the element types used here.
public enum DnnlDataType {
  BF16(2, 2),
  F32(3, 4),
  S32(4, 4),
  S8(5, 1),
  U8(6, 1);

  final int value;
  private final int bytes;

  DnnlDataType(int value, int bytes) {
    this.value = value;
    this.bytes = bytes;
  }

  /// Bytes of one element.
  public int bytes() {
    return bytes;
  }
}
