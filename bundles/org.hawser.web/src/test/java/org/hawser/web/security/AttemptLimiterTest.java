package org.hawser.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {
  private Instant now = Instant.EPOCH;
  private final AttemptLimiter limiter = new AttemptLimiter(() -> now);

  @Test
  void waitsDoubleUpToALimitAndAreForgotten() {
    fail(4);
    assertThat(limiter.wait("a")).isZero();
    fail(1);
    assertThat(limiter.wait("a")).isEqualTo(Duration.ofSeconds(1));
    fail(1);
    assertThat(limiter.wait("a")).isEqualTo(Duration.ofSeconds(2));
    fail(50);
    assertThat(limiter.wait("a")).isEqualTo(Duration.ofSeconds(32));
    assertThat(limiter.wait("b")).isZero();

    now = now.plus(Duration.ofMinutes(11));
    fail(1);
    assertThat(limiter.wait("a")).isZero();
  }

  @Test
  void aRightTokenClearsTheRecord() {
    fail(6);
    limiter.succeeded("a");
    assertThat(limiter.wait("a")).isZero();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      limiter.failed("a");
    }
  }
}
