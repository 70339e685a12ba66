package org.hawser.launcher.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Asks a container that is starting whether it answers yet. It asks through the JDK's plain
/// connection: loading the client that [ApiClient] uses would be part of every start.
public final class AnswerProbe {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int CONNECT_MILLIS = 5_000;

  private final URL status;
  private final String token;

  /// @param url base address of the container
  /// @param token token sent with the request
  public AnswerProbe(String url, String token) {
    try {
      this.status = URI.create(url + "/api/v1/status").toURL();
    } catch (IOException e) {
      throw new IllegalArgumentException("Not an address: " + url, e);
    }
    this.token = token;
  }

  /// Waits until the container answers at all.
  ///
  /// @return false when it does not in time
  public boolean await(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (answers((int) TimeUnit.NANOSECONDS.toMillis(left) + 1)) {
        return true;
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private boolean answers(int millis) {
    try {
      HttpURLConnection connection = (HttpURLConnection) status.openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(Math.min(millis, CONNECT_MILLIS));
      connection.setReadTimeout(millis);
      connection.setRequestProperty("Authorization", "Bearer " + token);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        connection.disconnect();
        return false;
      }
      try (InputStream answer = connection.getInputStream()) {
        answer.readAllBytes();
      }
      return true;
    } catch (IOException e) {
      return false; // nothing listens yet
    }
  }
}
