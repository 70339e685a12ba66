package org.hawser.kernels.onednn.dnnl;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// `dnnl_cpu_isa_t`: a set of instruction set bits.
public record DnnlCpuIsa(int bits) {
  private static final int AVX2_VNNI = 0x0f;
  private static final int AVX512_CORE_VNNI = 0x67;

  private static final Map<Integer, String> NAMES = names();

  private static Map<Integer, String> names() {
    Map<Integer, String> names = new LinkedHashMap<>();
    names.put(0x0, "generic");
    names.put(0x1, "sse41");
    names.put(0x3, "avx");
    names.put(0x7, "avx2");
    names.put(AVX2_VNNI, "avx2_vnni");
    names.put(0x1f, "avx2_vnni_2");
    names.put(0x27, "avx512_core");
    names.put(AVX512_CORE_VNNI, "avx512_core_vnni");
    names.put(0xe7, "avx512_core_bf16");
    names.put(0x1ef, "avx10_1_512");
    names.put(0xfef, "avx10_1_512_amx");
    names.put(0x1fef, "avx10_1_512_amx_fp16");
    names.put(0x201ff, "avx10_2_512");
    names.put(0x22fff, "avx10_2_512_amx_2");
    return Map.copyOf(names);
  }

  /// The name in the C header, such as `avx512_core_bf16`; hexadecimal bits for an unknown one.
  public String cName() {
    String name = NAMES.get(bits);
    return name != null ? name : String.format(Locale.ROOT, "0x%x", bits);
  }

  /// Whether there are 512-bit dot products of bytes.
  public boolean hasAvx512Vnni() {
    return (bits & AVX512_CORE_VNNI) == AVX512_CORE_VNNI;
  }

  /// Whether u8 x s8 sums are exact. Without these instructions pairs of products saturate at 16
  /// bits.
  public boolean hasExactInt8() {
    return (bits & AVX2_VNNI) == AVX2_VNNI || (bits & AVX512_CORE_VNNI) == AVX512_CORE_VNNI;
  }
}
