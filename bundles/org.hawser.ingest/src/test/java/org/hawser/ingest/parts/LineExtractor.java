package org.hawser.ingest.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.document.Locator;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.api.extract.Extractor;

/// Reads text files: `# heading` lines and paragraphs, one a line. The first line can ask for a
/// failure.
public final class LineExtractor implements Extractor {
  public final AtomicInteger calls = new AtomicInteger();

  /// Sentence why it cannot work now, empty when it can.
  public volatile String unavailable = "";

  @Override
  public ExtractedDocument extract(ExtractionRequest request) throws ExtractionException {
    calls.incrementAndGet();
    String text = read(request);
    if (request.name().endsWith(".bin")) {
      throw new ExtractionException(Reason.UNSUPPORTED, "No parser for this type.");
    }
    if (text.startsWith("!encrypted")) {
      throw new ExtractionException(Reason.ENCRYPTED, "The file needs a password: remove it.");
    }
    if (text.startsWith("!crash")) {
      throw new ExtractionException(Reason.CRASHED, "The parser died: split the file.");
    }
    if (!unavailable.isEmpty()) {
      throw new ExtractionException(Reason.UNAVAILABLE, unavailable);
    }
    if (text.startsWith("!bug")) {
      throw new IllegalArgumentException("a bug in the parser");
    }
    return new ExtractedDocument(
        "", "en", "text/plain", 0, text, blocks(text), Map.of(), List.of());
  }

  private static String read(ExtractionRequest request) throws ExtractionException {
    try {
      return Files.readString(request.file(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ExtractionException(Reason.UNREADABLE, "Cannot be read.", e);
    }
  }

  static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> path = List.of();
    int start = 0;
    for (String line : text.split("\n", -1)) {
      int end = start + line.length();
      if (line.startsWith("# ")) {
        path = List.of(line.substring(2));
        Locator locator = new Locator(0, List.of(), start, end);
        blocks.add(new Block(Block.Kind.HEADING, 1, locator));
      } else if (!line.isBlank()) {
        blocks.add(new Block(Block.Kind.PARAGRAPH, 0, new Locator(0, path, start, end)));
      }
      start = end + 1;
    }
    return blocks;
  }
}
