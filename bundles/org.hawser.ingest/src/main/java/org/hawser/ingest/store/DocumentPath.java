package org.hawser.ingest.store;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.hawser.api.ingest.IngestException;

/// Checks the names uploads come with.
public final class DocumentPath {
  private static final int MAX_BYTES = 1024;
  private static final int MAX_SEGMENT_BYTES = 255;

  private DocumentPath() {}

  /// Brings an uploaded document's path to its one form: composed Unicode, `/` between segments.
  ///
  /// @throws IngestException when the path is not acceptable
  public static String clean(String path) throws IngestException {
    String clean = Normalizer.normalize(path, Normalizer.Form.NFC).replace('\\', '/').strip();
    if (clean.isEmpty()) {
      throw invalid("is empty", "give the document a file name");
    }
    if (clean.startsWith("/") || clean.matches("[A-Za-z]:.*")) {
      throw invalid("is absolute", "use a path relative to the collection");
    }
    if (clean.codePoints().anyMatch(DocumentPath::isForbidden)) {
      throw invalid("contains control characters", "rename the document");
    }
    if (clean.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw invalid("is longer than " + MAX_BYTES + " bytes", "shorten it");
    }
    for (String segment : clean.split("/", -1)) {
      check(segment);
    }
    return clean;
  }

  private static void check(String segment) throws IngestException {
    if (segment.isBlank()) {
      throw invalid("has an empty segment", "remove the doubled or trailing '/'");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw invalid("contains '" + segment + "'", "use a path without '.' and '..' segments");
    }
    if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
      throw invalid("has a name longer than " + MAX_SEGMENT_BYTES + " bytes", "shorten it");
    }
  }

  /// Control and invisible direction characters (which disguise names), and half surrogate pairs.
  private static boolean isForbidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> codePoint != 0x200c && codePoint != 0x200d;
      default -> false;
    };
  }

  private static IngestException invalid(String cause, String remedy) {
    return new IngestException(
        IngestException.Reason.INVALID_NAME, "The document's path " + cause + ": " + remedy + ".");
  }
}
