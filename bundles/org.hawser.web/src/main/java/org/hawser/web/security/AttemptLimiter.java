package org.hawser.web.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes guessing tokens slow: after a few wrong ones an address waits, twice as long each time. */
public final class AttemptLimiter {
  private static final int FREE_ATTEMPTS = 5;
  private static final int MAX_ADDRESSES = 1_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(32);
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Map<String, Failures> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  private record Failures(int count, Instant last, Instant blockedUntil) {}

  public AttemptLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /** How long the address still has to wait; zero when it may try. */
  public synchronized Duration wait(String address) {
    Failures failures = byAddress.get(address);
    Instant now = clock.instant();
    if (failures == null || !failures.blockedUntil().isAfter(now)) {
      return Duration.ZERO;
    }
    return Duration.between(now, failures.blockedUntil());
  }

  public synchronized void failed(String address) {
    Instant now = clock.instant();
    Failures before = byAddress.get(address);
    boolean fresh = before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now);
    int count = fresh ? 1 : before.count() + 1;
    byAddress.put(address, new Failures(count, now, now.plus(penalty(count))));
  }

  public synchronized void succeeded(String address) {
    byAddress.remove(address);
  }

  private static Duration penalty(int count) {
    if (count < FREE_ATTEMPTS) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(count - FREE_ATTEMPTS, 5));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
