package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputClaimsTest {
  @ParameterizedTest
  @CsvSource({
    "2048, 64, 1",
    "2048, 128, 2",
    "5632, 128, 2",
    "32000, 64, 2",
    "100, 64, 2",
    "64, 64, 2",
    "5632, 128, 3",
    "5632, 128, 32",
    "128256, 128, 64",
    "130, 128, 7"
  })
  void rangesHoldEveryOutputOnce(int outputs, int step, int workers) {
    OutputClaims claims = OutputClaims.of(outputs, step, workers);
    int next = 0;
    int ranges = 0;
    for (int i = 0; claims.from(i) < outputs; i++) {
      assertThat(claims.from(i)).isEqualTo(next).matches(from -> from % step == 0);
      assertThat(claims.to(i)).isGreaterThan(next);
      next = claims.to(i);
      ranges++;
    }
    assertThat(next).isEqualTo(outputs);
    assertThat(ranges).isLessThanOrEqualTo(Math.max(1, 5 * workers));
    assertThat(claims.from(ranges + workers)).isEqualTo(outputs);
  }

  @ParameterizedTest
  @CsvSource({"5632, 128, 2", "32000, 64, 2", "128256, 128, 16"})
  void nobodyHasMoreThanHisPartAtOnce(int outputs, int step, int workers) {
    OutputClaims claims = OutputClaims.of(outputs, step, workers);
    for (int i = 0; claims.from(i) < outputs; i++) {
      assertThat(claims.to(i) - claims.from(i)).isLessThanOrEqualTo(outputs / workers);
    }
  }
}
