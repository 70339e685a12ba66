package org.hawser.benchmarks.retrieval;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/// How alike two runs are.
///
/// @param topics topics both have
/// @param sameFirst share of topics with the same first passage
/// @param overlapAt10 mean share of common passages among the first 10
/// @param overlapAt30 the same among the first 30
public record RunComparison(int topics, double sameFirst, double overlapAt10, double overlapAt30) {

  static RunComparison of(Map<String, List<Ranked>> one, Map<String, List<Ranked>> other) {
    Set<String> common = new HashSet<>(one.keySet());
    common.retainAll(other.keySet());
    return new RunComparison(
        common.size(),
        mean(common, one, other, (a, b) -> overlap(a, b, 1)),
        mean(common, one, other, (a, b) -> overlap(a, b, 10)),
        mean(common, one, other, (a, b) -> overlap(a, b, 30)));
  }

  private static double mean(
      Set<String> topics,
      Map<String, List<Ranked>> one,
      Map<String, List<Ranked>> other,
      ToDoubleBiFunction<List<Ranked>, List<Ranked>> measure) {
    return topics.stream()
        .mapToDouble(topic -> measure.applyAsDouble(one.get(topic), other.get(topic)))
        .average()
        .orElse(0);
  }

  private static double overlap(List<Ranked> one, List<Ranked> other, int cut) {
    Set<String> first = ids(one, cut);
    Set<String> second = ids(other, cut);
    int most = Math.max(first.size(), second.size());
    first.retainAll(second);
    return most == 0 ? 1 : (double) first.size() / most;
  }

  private static Set<String> ids(List<Ranked> ranking, int cut) {
    return ranking.stream()
        .sorted(Ranked.TREC_ORDER)
        .limit(cut)
        .map(Ranked::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  Map<String, Object> toMap() {
    return Map.of(
        "topics",
        topics,
        "sameFirst",
        sameFirst,
        "overlap@10",
        overlapAt10,
        "overlap@30",
        overlapAt30);
  }
}
