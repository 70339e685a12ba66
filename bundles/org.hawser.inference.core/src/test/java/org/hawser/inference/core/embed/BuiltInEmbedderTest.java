package org.hawser.inference.core.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hawser.api.embed.Embedder;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.testkit.EmbedderContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BuiltInEmbedderTest extends EmbedderContract {
  private static EmbedderFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new EmbedderFixture(BuiltInModel.load(), MatmulType.U8S8);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Override
  protected Embedder embedder() {
    return fixture.embedder();
  }

  @Test
  void similarTextsAreNear() {
    float[] question = embedder().embedQuery("Who rented the storage building in Hamburg?");
    float[][] answers =
        embedder()
            .embedDocuments(
                List.of(
                    "Anna Weber signed the lease for the Hamburg warehouse in March.",
                    "The cake needs forty minutes at 180 degrees."));
    assertThat(cosine(question, answers[0])).isGreaterThan(cosine(question, answers[1]) + 0.1);
    assertThat(embedder().modelId()).isEqualTo("bge-small-en-v1.5");
    assertThat(embedder().dimensions()).isEqualTo(384);
    assertThat(embedder().maxTokens()).isEqualTo(510);
  }
}
