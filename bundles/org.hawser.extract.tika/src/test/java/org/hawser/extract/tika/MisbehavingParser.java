package org.hawser.extract.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;

/// Does to the worker what hostile files do: the file says what.
public final class MisbehavingParser implements Parser {
  private static final long serialVersionUID = 1L;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.application("x-hawser-misbehave"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException {
    switch (new String(stream.readAllBytes(), StandardCharsets.UTF_8)) {
      case "hang" -> hang();
      case "memory" -> exhaust();
      case "exit" -> System.exit(7);
      case "recurse" -> recurse(0);
      case "link" -> throw new NoClassDefFoundError("gone");
      case "null" -> throw new NullPointerException("secret content");
      case "disk" -> throw new IOException("No space left on device");
      default -> throw new IOException("unknown misbehaviour");
    }
  }

  private static void hang() {
    long counter = 0;
    while (counter >= 0) {
      counter = (counter + 1) & Integer.MAX_VALUE;
      Thread.onSpinWait();
    }
  }

  private static void exhaust() {
    List<byte[]> kept = new ArrayList<>();
    while (true) {
      kept.add(new byte[1 << 20]);
    }
  }

  private static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }
}
