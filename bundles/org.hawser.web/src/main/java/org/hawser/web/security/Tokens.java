package org.hawser.web.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two tokens that open the API: the administrator's, of which only the SHA-256 is stored, and
 * the one the launcher makes at every start for commands on the same machine. The files are tiny
 * and only read when a token is presented, so a change counts at once.
 */
public final class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int MAX_FILE = 4096;
  private static final int SHA256_BYTES = 32;
  private static final int MIN_TOKEN = 16;

  private final Path adminHash;
  private final Path session;

  /** Says what is in the token files. */
  public enum Verdict {
    ACCEPTED,
    REFUSED,
    /** There is no usable token file, so no token can be right. */
    NONE_SET
  }

  public Tokens(Path data) {
    adminHash = data.resolve("secrets").resolve("admin-token.sha256");
    session = data.resolve("run").resolve("session-token");
  }

  /** Compares a presented token with both files in constant time. */
  public Verdict verify(String token) {
    List<byte[]> accepted = accepted();
    if (accepted.isEmpty()) {
      return Verdict.NONE_SET;
    }
    byte[] presented = sha256(token);
    boolean match = false;
    for (byte[] hash : accepted) {
      match |= MessageDigest.isEqual(hash, presented);
    }
    return match ? Verdict.ACCEPTED : Verdict.REFUSED;
  }

  /** Whether any token could be right. */
  public boolean anySet() {
    return !accepted().isEmpty();
  }

  private List<byte[]> accepted() {
    List<byte[]> hashes = new ArrayList<>(2);
    String hex = content(adminHash).toLowerCase(Locale.ROOT);
    if (hex.matches("[0-9a-f]{64}")) {
      hashes.add(HexFormat.of().parseHex(hex));
    } else if (!hex.isEmpty()) {
      LOG.warn(
          "{} does not hold a SHA-256 of {} bytes in hexadecimal: the admin token is not accepted.",
          adminHash,
          SHA256_BYTES);
    }
    String plain = content(session);
    if (plain.length() >= MIN_TOKEN) {
      hashes.add(sha256(plain));
    }
    return hashes;
  }

  private static String content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      LOG.warn("Token file {} cannot be read: {}", file, e.toString());
      return "";
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
