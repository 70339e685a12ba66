package org.hawser.conversation.store;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Identifiers nobody can guess, which are names of files too.
public final class Ids {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /// Another one each time.
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// @throws IllegalArgumentException when it cannot be the name of a file
  static String requireSafe(String id) {
    if (!SAFE.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An id has 1 to 64 letters, digits, hyphens and underscores, not '" + id + "'.");
    }
    return id;
  }
}
