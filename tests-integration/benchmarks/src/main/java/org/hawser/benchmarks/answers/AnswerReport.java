package org.hawser.benchmarks.answers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// What a run of [AnswerBenchmark] measured. Weights and threshold were chosen on the even articles
/// (`tune`), so only the odd ones (`test`) are a fair figure.
///
/// @param all every question
/// @param tune questions of even articles
/// @param test questions of odd articles
/// @param sentences mean number of sentences in an answer
/// @param p50Millis median time of an answer
/// @param p95Millis 95th percentile of it
public record AnswerReport(
    Rates all, Rates tune, Rates test, double sentences, double p50Millis, double p95Millis) {
  /// Shares of questions, 0..1.
  ///
  /// @param questions how many
  /// @param firstSentence the first sentence of the answer holds the marked answer
  /// @param anySentence one of its sentences does
  /// @param found something was found, as it should
  /// @param foundWithoutParagraph something was found although the paragraph was left out
  /// @param foundWithoutArticle something was found although the whole article was left out
  public record Rates(
      int questions,
      double firstSentence,
      double anySentence,
      double found,
      double foundWithoutParagraph,
      double foundWithoutArticle) {
    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("questions", questions);
      map.put("firstSentence", firstSentence);
      map.put("anySentence", anySentence);
      map.put("found", found);
      map.put("foundWithoutParagraph", foundWithoutParagraph);
      map.put("foundWithoutArticle", foundWithoutArticle);
      return map;
    }
  }

  /// The report as it is printed with `--json`.
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("all", all.asMap());
    map.put("tune", tune.asMap());
    map.put("test", test.asMap());
    map.put("sentences", sentences);
    map.put("p50Millis", p50Millis);
    map.put("p95Millis", p95Millis);
    return map;
  }

  static final class Builder {
    private final List<Answered> answered = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    private record Answered(
        int article, boolean found, boolean first, boolean any, int sentences, long micros) {}

    private record Refused(int article, boolean near, boolean far) {}

    void answerable(
        int article, boolean found, boolean first, boolean any, int sentences, long micros) {
      answered.add(new Answered(article, found, first, any, sentences, micros));
    }

    void unanswerable(int article, boolean near, boolean far) {
      refused.add(new Refused(article, near, far));
    }

    AnswerReport build() {
      long[] micros = answered.stream().mapToLong(Answered::micros).sorted().toArray();
      double sentences =
          answered.stream()
              .filter(Answered::found)
              .mapToInt(Answered::sentences)
              .average()
              .orElse(0);
      return new AnswerReport(
          rates(article -> true),
          rates(article -> article % 2 == 0),
          rates(article -> article % 2 == 1),
          sentences,
          millis(micros, 0.50),
          millis(micros, 0.95));
    }

    private Rates rates(IntPredicate articles) {
      List<Answered> asked = answered.stream().filter(a -> articles.test(a.article())).toList();
      List<Refused> left = refused.stream().filter(a -> articles.test(a.article())).toList();
      return new Rates(
          asked.size(),
          share(asked, Answered::first),
          share(asked, Answered::any),
          share(asked, Answered::found),
          share(left, Refused::near),
          share(left, Refused::far));
    }

    private static <T> double share(List<T> all, Predicate<T> which) {
      return all.isEmpty() ? 0 : all.stream().filter(which).count() / (double) all.size();
    }

    private static double millis(long[] sortedMicros, double quantile) {
      if (sortedMicros.length == 0) {
        return 0;
      }
      int at = (int) Math.ceil(quantile * sortedMicros.length) - 1;
      return sortedMicros[at] / 1_000.0;
    }
  }
}
