package org.hawser.benchmarks.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// Normalised discounted cumulative gain as trec_eval's `ndcg_cut`: the gain is the grade, the
/// discount log2(rank + 1), and the ideal ranking has all judged passages.
public final class Ndcg {
  private final int cut;

  /// @param cut ranks that count
  public Ndcg(int cut) {
    this.cut = cut;
  }

  /// Of one ranking, 0..1; 0 when no passage is relevant.
  public double of(List<Ranked> ranking, Map<String, Integer> relevance) {
    double ideal = sum(relevance.values().stream().sorted(Comparator.reverseOrder()));
    double actual =
        sum(
            ranking.stream()
                .sorted(Ranked.TREC_ORDER)
                .map(ranked -> relevance.getOrDefault(ranked.id(), 0)));
    return ideal == 0 ? 0 : actual / ideal;
  }

  /// Mean over the topics that have a relevant passage; a topic without a ranking counts 0.
  public double mean(List<Topic> topics, Map<String, List<Ranked>> run) {
    return topics.stream()
        .filter(Topic::answerable)
        .mapToDouble(topic -> of(run.getOrDefault(topic.id(), List.of()), topic.relevance()))
        .average()
        .orElse(0);
  }

  private double sum(Stream<Integer> grades) {
    double sum = 0;
    int rank = 0;
    for (int grade : grades.limit(cut).toList()) {
      rank++;
      sum += Math.max(0, grade) / (Math.log(rank + 1) / Math.log(2));
    }
    return sum;
  }
}
