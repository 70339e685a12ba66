package org.hawser.benchmarks.models;

import java.io.IOException;
import java.util.List;

/// Another program that runs language models.
interface Peer {
  /// Tokens per second it reached.
  ///
  /// @param build what tells its version, empty when it does not say
  record Figures(double prefill, double decode, String build) {}

  /// Has it read and write so many tokens once.
  Figures run(int prompt, int generate, int threads) throws IOException, InterruptedException;

  /// Name of the model it runs.
  String model();

  static List<Double> prefills(List<Figures> all) {
    return all.stream().map(Figures::prefill).toList();
  }

  static List<Double> decodes(List<Figures> all) {
    return all.stream().map(Figures::decode).toList();
  }
}
