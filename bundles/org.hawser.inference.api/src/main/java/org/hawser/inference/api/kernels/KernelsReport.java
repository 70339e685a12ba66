package org.hawser.inference.api.kernels;

import java.util.List;
import java.util.Map;

/// What an engine is and which implementations it chose, for the log, the status page and
/// benchmarks.
///
/// @param name `onednn` or `java`
/// @param version version of the library, empty for plain Java
/// @param isa instruction set the engine uses on this machine, such as `avx512_core_bf16`
/// @param implementations implementation name by kernel description, for every kernel made so far
///     and for code of the engine's own
/// @param warnings one sentence per kernel that fell back to a reference implementation, or for
///     what else makes products slow
public record KernelsReport(
    String name,
    String version,
    String isa,
    Map<String, String> implementations,
    List<String> warnings) {
  /// Description of products of few rows with [FourBitWeights].
  public static final String FOUR_BITS = "four bits, few rows";

  public KernelsReport {
    implementations = Map.copyOf(implementations);
    warnings = List.copyOf(warnings);
  }
}
