package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.core.attention.AttentionShape;
import org.hawser.inference.core.attention.PlanAttention;
import org.hawser.inference.core.attention.SequenceRows;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.CacheWriter;
import org.hawser.inference.core.cache.KeyValueCache;
import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.team.WorkerTeam;
import org.hawser.testkit.ContextPlans;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 16 tokens, one head of size 8: from an expression to attention outputs, through the core's
/// cache and executor, read at once and token by token.
class TinyAttentionTest {
  private static final int TOKENS = 16;
  private static final int SIZE = 8;

  @TempDir private Path framework;
  private InstalledStrategies installed;

  @BeforeEach
  void install() throws Exception {
    installed = new InstalledStrategies(framework);
  }

  @AfterEach
  void stop() throws Exception {
    installed.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "full | none | 16",
        "linear_s2 | linear:factor=2 | 16",
        "ntk_alpha2 | ntk-aware:alpha=2 | 16",
        "dynamic_ntk_s2_n16_L8 | dynamic-ntk:factor=2 | 8",
        "dynamic_linear_n16_L8 | dynamic-linear | 8",
        "yarn_s2_L8 | yarn:factor=2 | 8",
        "llama3_s2_L8 | llama3:factor=2 | 8",
        "logn_L8 | log-n | 8",
        "self_extend_G2_W4 | self-extend:groupSize=2,window=4 | 16",
        "rerope_w5 | rerope:window=5 | 16",
        "leaky_rerope_w4_k2 | leaky-rerope:window=4,k=2 | 16",
        "lm_infinite_6_2_6 | lm-infinite:local=6,global=2,limit=6 | 16",
        "streaming_2_6 | streaming:sinks=2,recent=6 | 16",
        "dca_6_2 | dca:chunkSize=6,localWindow=2 | 16",
      })
  void outputsAreTheReferences(String name, String expression, int trained) {
    JsonNode golden = GoldenContext.file("tiny_attention.json");
    ModelContext model = ContextPlans.model(SIZE, 10_000, trained);
    AttentionPlan plan =
        installed
            .strategies()
            .resolveBeyondReach(
                StrategyChoice.request(expression), model, ContextPlans.plain(model, TOKENS))
            .plan();
    for (int rowsAtATime : new int[] {TOKENS, 1, 5}) {
      float[][] outputs = attend(plan, golden, rowsAtATime);
      JsonNode expected = golden.path("cases").path(name).path("out");
      assertThat(expected.size()).isEqualTo(TOKENS);
      for (int row = 0; row < TOKENS; row++) {
        for (int i = 0; i < SIZE; i++) {
          assertThat((double) outputs[row][i])
              .as("%s, row %s, dimension %s, %s at a time", name, row, i, rowsAtATime)
              .isCloseTo(expected.get(row).get(i).asDouble(), within(1e-5));
        }
      }
    }
  }

  private static float[][] attend(AttentionPlan plan, JsonNode golden, int rowsAtATime) {
    CacheLayout layout = new CacheLayout(CacheFormat.F32, SIZE, 1, List.of(0));
    AttentionShape shape = new AttentionShape(1, 1, SIZE, golden.path("scale").asDouble());
    float[][] outputs = new float[TOKENS][SIZE];
    try (WorkerTeam team = new WorkerTeam(2, "test");
        PlanAttention attention = new PlanAttention(shape, layout, 2);
        KeyValueCache cache = new KeyValueCache(layout);
        Arena arena = Arena.ofShared()) {
      Matrix source = Matrix.allocate(arena, TOKENS, 3 * SIZE);
      Matrix context = Matrix.allocate(arena, TOKENS, SIZE);
      SequenceRows rows = new SequenceRows(List.of(ContextPlans.FULL));
      for (int done = 0; done < TOKENS; done += rowsAtATime) {
        int count = Math.min(rowsAtATime, TOKENS - done);
        cache.append(new int[count], 0, count);
        for (int row = 0; row < count; row++) {
          fill(golden, done + row, source, row);
          new CacheWriter(layout)
              .write(
                  cache.page(0, 0),
                  cache.at(0, 0),
                  done + row,
                  source.data(),
                  source.at(row, SIZE),
                  source.at(row, 2 * SIZE));
        }
        rows.set(plan, cache, 0, count);
        attention.prepare(List.of(rows));
        team.run(worker -> attention.attend(worker, 0, 0, source, context));
        for (int row = 0; row < count; row++) {
          for (int i = 0; i < SIZE; i++) {
            outputs[done + row][i] = context.data().get(ValueLayout.JAVA_FLOAT, context.at(row, i));
          }
        }
      }
    }
    return outputs;
  }

  /// Query, key and value of a token behind each other.
  private static void fill(JsonNode golden, int token, Matrix source, int row) {
    int column = 0;
    for (String part : List.of("q", "k", "v")) {
      for (JsonNode number : golden.path(part).get(token)) {
        source
            .data()
            .set(ValueLayout.JAVA_FLOAT, source.at(row, column++), (float) number.asDouble());
      }
    }
  }
}
