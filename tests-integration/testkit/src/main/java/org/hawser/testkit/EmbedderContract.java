package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.api.embed.Embedder;
import org.junit.jupiter.api.Test;

/// What every [Embedder] must do.
public abstract class EmbedderContract {
  private static final List<String> TEXTS =
      List.of(
          "Anna Weber signed the lease for the Hamburg warehouse in March.",
          "The invoice is due within thirty days of delivery.",
          "",
          "Überweisungen nach 15 Uhr werden am nächsten Bankarbeitstag gebucht.",
          "x",
          "你好,世界! \uD83E\uDD99 \u0000 \uD800");

  /// The embedder under test; the same for all calls within a test.
  protected abstract Embedder embedder();

  @Test
  void vectorsHaveUnitLength() {
    float[][] vectors = embedder().embedDocuments(TEXTS);
    assertThat(vectors.length).isEqualTo(TEXTS.size());
    for (float[] vector : vectors) {
      assertThat(vector).hasSize(embedder().dimensions());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }
    assertThat(cosine(embedder().embedQuery("x"), embedder().embedQuery("x")))
        .isCloseTo(1, within(1e-5));
  }

  @Test
  void nothingGivesNothing() {
    assertThat(embedder().embedDocuments(List.of())).isEmpty();
    assertThat(embedder().tokenStarts("")).isEmpty();
  }

  @Test
  void aVectorDoesNotDependOnItsBatch() {
    float[][] together = embedder().embedDocuments(TEXTS);
    for (int i = 0; i < together.length; i++) {
      float[] alone = embedder().embedDocuments(List.of(TEXTS.get(i)))[0];
      assertThat(alone).as(TEXTS.get(i)).isEqualTo(together[i]);
    }
  }

  @Test
  void orderIsKept() {
    List<String> reversed = TEXTS.reversed();
    float[][] vectors = embedder().embedDocuments(TEXTS);
    float[][] backwards = embedder().embedDocuments(reversed);
    for (int i = 0; i < vectors.length; i++) {
      assertThat(backwards[vectors.length - 1 - i]).isEqualTo(vectors[i]);
    }
  }

  @Test
  void tokenStartsAscendWithinTheText() {
    for (String text : TEXTS) {
      int last = 0;
      for (int start : embedder().tokenStarts(text)) {
        assertThat(start).isBetween(last, text.length() - 1);
        last = start;
      }
    }
  }

  @Test
  void longTextsAreEmbeddedByTheirFirstTokens() {
    String word = "warehouse ";
    String longText = word.repeat(embedder().maxTokens() + 50);
    int[] starts = embedder().tokenStarts(longText);
    assertThat(starts).hasSizeGreaterThan(embedder().maxTokens());
    String cut = longText.substring(0, starts[embedder().maxTokens()]);
    float[][] vectors = embedder().embedDocuments(List.of(longText, cut));
    assertThat(vectors[0]).isEqualTo(vectors[1]);
  }

  @Test
  void threadsMayShareIt() throws Exception {
    float[][] expected = embedder().embedDocuments(TEXTS);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[][]>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(threads.submit(() -> embedder().embedDocuments(TEXTS)));
      }
      for (Future<float[][]> call : calls) {
        assertThat(call.get()).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void itNamesItsModel() {
    assertThat(embedder().modelId()).isNotBlank();
    assertThat(embedder().maxTokens()).isPositive();
  }

  /// Dot product of two vectors of unit length.
  protected static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
