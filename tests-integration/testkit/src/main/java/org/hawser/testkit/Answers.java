package org.hawser.testkit;

import java.util.List;
import java.util.Map;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Provenance;
import org.hawser.api.document.Locator;

/// Answers out of nothing.
public final class Answers {
  private Answers() {}

  /// An answer of one sentence.
  public static Answer of(String sentence) {
    return new Answer(
        true,
        List.of(new Answer.Sentence(sentence, List.of(1), List.of(new Answer.Range(0, 1)))),
        List.of(
            new Citation(
                1,
                "d1",
                "default",
                "a/b.md",
                "B",
                "d1#0",
                new Locator(2, List.of("Part", "Section"), 3, 3 + sentence.length()),
                sentence,
                0.75)),
        new Provenance(
            "extractive",
            "hybrid/min-max",
            "words",
            List.of(new Provenance.Evidence("d1#0", 0.75, 1, 2)),
            0.8,
            0.5,
            Map.of("retrieve", 12L),
            List.of("A note.")));
  }
}
