package org.hawser.launcher.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.hawser.launcher.UserError;

/// The two tokens that may change state: the administrator's, made once and kept as a hash, and the
/// one of this run, which lets the command line of the same user in.
public final class AccessTokens {
  private static final int TOKEN_BYTES = 24;

  private final DataDirectory data;

  public AccessTokens(DataDirectory data) {
    this.data = data;
  }

  /// Makes the administrator's token when there is none yet.
  ///
  /// @return the token, to be shown once; empty when it was made earlier
  public Optional<String> ensureAdminToken() {
    return Files.exists(adminFile()) ? Optional.empty() : Optional.of(newAdminToken());
  }

  /// Makes a new administrator's token; the old one stops working at once.
  public String newAdminToken() {
    String token = random();
    write(adminFile(), sha256(token) + "\n");
    return token;
  }

  /// Makes the token of this run.
  public String newSessionToken() {
    String token = random();
    write(sessionFile(), token + "\n");
    return token;
  }

  /// The token of the container running now, when this user may read it.
  public Optional<String> sessionToken() {
    try {
      return Optional.of(Files.readString(sessionFile(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path adminFile() {
    return data.secrets().resolve("admin-token.sha256");
  }

  private Path sessionFile() {
    return data.run().resolve("session-token");
  }

  private static void write(Path file, String content) {
    try {
      PrivateFile.write(file, content);
    } catch (IOException e) {
      throw new UserError(
          "Cannot write " + file + " (" + e.getMessage() + "): free space or fix the permissions.",
          e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String sha256(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
