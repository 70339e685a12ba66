package org.hawser.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;
import org.junit.jupiter.api.Test;

class NdcgTest {
  private final Ndcg ndcg = new Ndcg(10);

  private static List<Ranked> ranking(String... ids) {
    return IntStream.range(0, ids.length).mapToObj(i -> new Ranked(ids[i], 100.0 - i)).toList();
  }

  @Test
  void isOneForTheIdealRanking() {
    assertThat(ndcg.of(ranking("a", "b", "x"), Map.of("a", 2, "b", 1, "c", 0))).isEqualTo(1);
  }

  @Test
  void discountsByTheLogarithmOfTheRank() {
    // 1/log2(4) over 1/log2(2)
    assertThat(ndcg.of(ranking("x", "y", "a"), Map.of("a", 1))).isCloseTo(0.5, within(1e-12));
    // (3/1 + 1/log2(3) + 2/log2(4)) / (3/1 + 2/log2(3) + 1/log2(4)), gains not exponential
    double dcg = 3 + 1 / 1.5849625007211562 + 2 / 2.0;
    double ideal = 3 + 2 / 1.5849625007211562 + 1 / 2.0;
    assertThat(ndcg.of(ranking("a", "c", "b"), Map.of("a", 3, "b", 2, "c", 1)))
        .isCloseTo(dcg / ideal, within(1e-12));
  }

  @Test
  void countsRelevantPassagesThatAreMissing() {
    double ideal = 1 + 1 / 1.5849625007211562;
    assertThat(ndcg.of(ranking("a"), Map.of("a", 1, "b", 1))).isCloseTo(1 / ideal, within(1e-12));
  }

  @Test
  void looksAtTheFirstTenOnly() {
    String[] ids = IntStream.rangeClosed(1, 11).mapToObj(i -> "p" + i).toArray(String[]::new);
    assertThat(ndcg.of(ranking(ids), Map.of("p11", 1))).isZero();
    assertThat(ndcg.of(ranking(ids), Map.of("p10", 1)))
        .isCloseTo(Math.log(2) / Math.log(11), within(1e-12));
  }

  @Test
  void breaksTiesAsTrecEvalDoes() {
    List<Ranked> tied = List.of(new Ranked("a", 1), new Ranked("b", 1));
    assertThat(ndcg.of(tied, Map.of("b", 1))).isEqualTo(1);
  }

  @Test
  void averagesOverTopicsThatHaveAnAnswer() {
    List<Topic> topics =
        List.of(
            new Topic("1", "", Map.of("a", 1)),
            new Topic("2", "", Map.of("a", 1)),
            new Topic("3", "", Map.of("a", 0)));
    assertThat(ndcg.mean(topics, Map.of("1", ranking("a"), "3", ranking("a")))).isEqualTo(0.5);
  }
}
