package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyExpressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | none",
        "yarn:factor=4+log-n | yarn:factor=4+log-n",
        "  yarn : factor = 4 , truncate=false + log-n | yarn:factor=4,truncate=0+log-n",
        "leaky-rerope:k=2.50,window=32 | leaky-rerope:k=2.5,window=32",
        "linear:factor=0.000000000000001 | linear:factor=0.000000000000001",
        "a:x=-3 | a:x=-3",
        "a:x=123456789012345 | a:x=123456789012345",
      })
  void isReadAndWritten(String text, String canonical) {
    assertThat(StrategyExpression.parse(text)).hasToString(canonical);
    assertThat(StrategyExpression.parse(canonical)).isEqualTo(StrategyExpression.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "+",
        "yarn+",
        "+yarn",
        "yarn++log-n",
        "YaRN",
        "yarn factor=4",
        "yarn:",
        "yarn:factor",
        "yarn:factor=",
        "yarn:=4",
        "yarn:factor=4,",
        "yarn:factor=4,,truncate=true",
        "yarn:factor=four",
        "yarn:factor=NaN",
        "yarn:factor=Infinity",
        "yarn:factor=1e3",
        "yarn:factor=0x10",
        "yarn:factor=4d",
        "yarn:factor=1234567890123456",
        "yarn:factor=4=5",
        "yarn:factor=4:mscale=1",
        "yarn:factor=4,factor=5",
        "yarn+yarn",
        "a+b+c+d+e+f+g+h+i",
        "../../etc/passwd",
        "yarn:factor=4;rm -rf",
        "yarn\n:factor=4\nx",
        "\u0000",
        "<script>alert(1)</script>",
        "\uD83E\uDD99",
        "\u0661\u0662",
        "yarn:factor=\u0664",
      })
  void whatIsNoneIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> StrategyExpression.parse(text))
        .isInstanceOf(StrategyRefusedException.class)
        .message()
        .matches("[^\\n\\x00]{10,160}\\.");
  }

  @Test
  void longInputIsRefusedAndShownShortened() {
    assertThatThrownBy(() -> StrategyExpression.parse("y".repeat(100_000)))
        .hasMessage("A strategy expression has at most 1000 characters: shorten it.");
    assertThatThrownBy(() -> StrategyExpression.parse("Y".repeat(900)))
        .message()
        .hasSizeLessThan(160);
  }

  @Test
  void zeroHasOneSpelling() {
    assertThat(StrategyExpression.parse("yarn:factor=-0"))
        .isEqualTo(StrategyExpression.parse("yarn:factor=0"));
  }

  /// Whatever comes is read or refused, and what was read is read again from what is written.
  @Test
  void randomInput() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String alphabet = "ay-z:=,+.0159 AtrueK\t\u00e9";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(14); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        StrategyExpression read = StrategyExpression.parse(text.toString());
        assertThat(StrategyExpression.parse(read.toString())).isEqualTo(read);
      } catch (StrategyRefusedException e) {
        assertThat(e).message().endsWith(".");
      }
    }
  }
}
