package org.hawser.inference.api.kernels;

/// Element types of a product `dst[m,n] = src[m,k] * weights[n,k]^T`, with an f32 result.
public enum MatmulType {
  /// f32 source, f32 weights.
  F32,
  /// bf16 source, bf16 weights.
  BF16,
  /// Unsigned 8-bit source with one scale and zero point per call, signed 8-bit weights with one
  /// scale per output.
  U8S8
}
