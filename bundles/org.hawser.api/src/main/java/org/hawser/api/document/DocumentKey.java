package org.hawser.api.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// Names a document: the same key always means the same document, whatever its content.
///
/// @param collection collection the document belongs to, `[a-z0-9][a-z0-9._-]{0,63}`
/// @param source where it comes from: `upload`, or a source id given by the ingest service
/// @param path path inside the source, `/` separated, never empty
public record DocumentKey(String collection, String source, String path) {
  private static final java.util.regex.Pattern COLLECTION =
      java.util.regex.Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  public DocumentKey {
    Objects.requireNonNull(source, "source");
    if (!COLLECTION.matcher(collection).matches()) {
      throw new IllegalArgumentException(
          "Collection name '"
              + collection
              + "' is not valid: use 1 to 64 of a-z, 0-9, '.', '_', '-', starting with a letter or"
              + " digit.");
    }
    if (path.isEmpty()) {
      throw new IllegalArgumentException("A document needs a path.");
    }
  }

  /// Stable identifier: the first 24 hexadecimal digits of the SHA-256 over the three parts.
  public String id() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((collection + '\0' + source + '\0' + path).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /// The last segment of the path.
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
