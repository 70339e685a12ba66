package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// How good answers of one kind are.
final class AnswerFigures {
  private final Mean answered = new Mean();
  private final Mean exact = new Mean();
  private final Mean f1 = new Mean();
  private final Mean holds = new Mean();
  private final Mean leadHolds = new Mean();
  private final Mean precision = new Mean();
  private final Mean recall = new Mean();
  private final Mean abstained = new Mean();
  private final Mean tokens = new Mean();

  /// Adds an answer. One that abstains is wrong where there is an answer.
  void add(Asked asked, List<KnownPlace> known, Outcome outcome) {
    tokens.add(outcome.tokens());
    if (asked.unanswerable()) {
      abstained.add(outcome.answered() ? 0 : 1);
      return;
    }
    answered.add(outcome.answered() ? 1 : 0);
    if (!asked.answers().isEmpty()) {
      exact.add(outcome.answered() ? AnswerMatch.exact(outcome.text(), asked.answers()) : 0);
      f1.add(outcome.answered() ? AnswerMatch.f1(outcome.text(), asked.answers()) : 0);
      holds.add(outcome.answered() ? AnswerMatch.holds(outcome.text(), asked.answers()) : 0);
      leadHolds.add(outcome.answered() ? AnswerMatch.holds(outcome.lead(), asked.answers()) : 0);
    }
    if (!known.isEmpty() && outcome.answered()) {
      cited(known, outcome.cited());
    }
  }

  private void cited(List<KnownPlace> known, List<Place> cited) {
    recall.add(share(known.stream().filter(k -> cited.stream().anyMatch(k::touches)), known));
    if (!cited.isEmpty()) {
      precision.add(
          share(cited.stream().filter(c -> known.stream().anyMatch(k -> k.touches(c))), cited));
    }
  }

  private static double share(java.util.stream.Stream<?> some, List<?> all) {
    return (double) some.count() / all.size();
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Figures.put(json, "answered", answered);
    Figures.put(json, "exactMatch", exact);
    Figures.put(json, "f1", f1);
    Figures.put(json, "holdsAnswer", holds);
    Figures.put(json, "firstSentenceHoldsAnswer", leadHolds);
    Figures.put(json, "citationPrecision", precision);
    Figures.put(json, "citationRecall", recall);
    Figures.put(json, "abstainedWhenUnanswerable", abstained);
    Figures.put(json, "tokensPerAnswer", tokens);
    return json;
  }
}
