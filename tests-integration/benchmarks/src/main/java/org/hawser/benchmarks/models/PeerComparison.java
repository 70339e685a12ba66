package org.hawser.benchmarks.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ServingForm;

/// `bench compare FILE --llama-bench PROGRAM` or `--peer COMMAND`: this core and another program
/// in turns, round by round, so that what else the machine does hits both alike.
public final class PeerComparison {
  private final LanguageModels models;

  public PeerComparison(LanguageModels models) {
    this.models = models;
  }

  /// @param words `compare`, the file, options
  public Map<String, Object> run(List<String> words) throws IOException, InterruptedException {
    Arguments arguments =
        new Arguments(
            words,
            List.of("llama-bench", "peer", "peer-model", "prompt", "generate", "serve", "rounds"));
    int prompt = arguments.number("prompt", 512, 1, 1 << 20);
    int generate = arguments.number("generate", 64, 1, 1 << 20);
    int rounds = arguments.number("rounds", 3, 1, 100);
    int threads = Runtime.getRuntime().availableProcessors();
    Peer peer = peer(arguments);
    ServingForm form = ServingForm.named(arguments.text("serve").orElse("auto"));
    try (ModelLease lease = models.open(arguments.file(), form);
        GenerationSession sequence = new Speed(lease.model()).sequence(0, generate)) {
      Speed speed = new Speed(lease.model());
      speed.prefill(prompt);
      speed.decode(sequence, Math.min(generate, 16));
      List<Double> prefill = new ArrayList<>();
      List<Double> decode = new ArrayList<>();
      List<Peer.Figures> peers = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        prefill.add(speed.prefill(prompt));
        decode.add(speed.decode(sequence, generate));
        peers.add(peer.run(prompt, generate, threads));
      }
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("model", arguments.file().getFileName().toString());
      figures.put("servingForm", lease.model().description().servingForm());
      figures.put("peerModel", peer.model());
      figures.put("peerBuild", peers.getFirst().build());
      figures.put("threads", threads);
      figures.put("rounds", rounds);
      put(figures, "prefill", prefill, Peer.prefills(peers));
      put(figures, "decode", decode, Peer.decodes(peers));
      return figures;
    }
  }

  private static Peer peer(Arguments arguments) {
    Path theirs = arguments.text("peer-model").map(Path::of).orElse(arguments.file());
    return arguments
        .text("peer")
        .<Peer>map(command -> new PeerCommand(command, theirs))
        .orElseGet(() -> new LlamaBench(Path.of(arguments.required("llama-bench")), theirs));
  }

  private static void put(
      Map<String, Object> figures, String name, List<Double> ours, List<Double> theirs) {
    double own = Median.of(ours);
    double peer = Median.of(theirs);
    figures.put(name + "TokensPerSecond", ModelBenchmark.rounded(own));
    figures.put(name + "PeerTokensPerSecond", ModelBenchmark.rounded(peer));
    figures.put(name + "Ratio", ModelBenchmark.rounded(own / peer));
  }
}
