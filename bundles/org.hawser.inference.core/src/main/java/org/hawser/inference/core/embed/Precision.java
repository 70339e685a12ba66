package org.hawser.inference.core.embed;

import java.util.List;
import java.util.Locale;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;

/// In which type the dense layers are multiplied.
enum Precision {
  /// int8 for a model stored in int8, bf16 for others.
  AUTO,
  INT8,
  BF16,
  F32;

  static Precision of(String configured) {
    for (Precision precision : values()) {
      if (precision.name().toLowerCase(Locale.ROOT).equals(configured)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision is '" + configured + "': set it to auto, int8, bf16 or f32.");
  }

  /// The type to pack with: the wanted one, or f32 where the engine has no such product.
  MatmulType typeFor(Kernels kernels, String storedAs) {
    List<MatmulType> wanted =
        switch (this) {
          case AUTO ->
              storedAs.equals("int8")
                  ? List.of(MatmulType.U8S8, MatmulType.BF16)
                  : List.of(MatmulType.BF16);
          case INT8 -> List.of(MatmulType.U8S8);
          case BF16 -> List.of(MatmulType.BF16);
          case F32 -> List.of(MatmulType.F32);
        };
    return wanted.stream().filter(kernels::supports).findFirst().orElse(MatmulType.F32);
  }
}
