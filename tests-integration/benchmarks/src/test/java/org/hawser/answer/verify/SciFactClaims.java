package org.hawser.answer.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.answer.source.Source;
import org.hawser.answer.verify.Claim.Kind;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.SciFact.Judgement;

/// Claims people wrote about abstracts. Those of the train part are for fitting.
final class SciFactClaims {
  static final Kind SUPPORT = new Kind("SciFact", true, true, "evidence for the claim");
  static final Kind CONTRADICT = new Kind("SciFact", false, false, "evidence against the claim");
  static final Kind NOTHING = new Kind("SciFact", false, true, "no evidence, same subject");

  private SciFactClaims() {}

  static List<Claim> of(List<Judgement> judgements) {
    Map<Passage, Source> sources = new HashMap<>();
    return judgements.stream()
        .map(
            judged ->
                new Claim(
                    kind(judged.label()),
                    judged.training(),
                    judged.claim(),
                    sources.computeIfAbsent(judged.passage(), SciFactClaims::source)))
        .toList();
  }

  private static Source source(Passage passage) {
    return Claim.source(passage.id() + ".txt", passage.title(), passage.text());
  }

  private static Kind kind(String label) {
    return switch (label) {
      case "SUPPORT" -> SUPPORT;
      case "CONTRADICT" -> CONTRADICT;
      default -> NOTHING;
    };
  }
}
