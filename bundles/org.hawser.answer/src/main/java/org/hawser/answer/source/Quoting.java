package org.hawser.answer.source;

import java.util.regex.Pattern;
import org.hawser.api.prompt.PromptSource;

/// How a source stands in a prompt: between a line that numbers it and a line that ends it. What
/// could be taken for such a line, or for a citation, is spelled differently within it; what
/// readers are shown is always the document's own text.
public final class Quoting {
  private static final Pattern FENCE =
      Pattern.compile("<(/?)(?=source\\b)", Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKER = Pattern.compile("\\[(\\^?\\d{1,9})]");
  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n\\f]+");

  private Quoting() {}

  public static String of(PromptSource source) {
    StringBuilder quoted = new StringBuilder("<source ").append(source.number()).append(": ");
    quoted.append(line(source.title()));
    if (!source.place().isEmpty()) {
      quoted.append(", ").append(line(source.place()));
    }
    return quoted
        .append(">\n")
        .append(harmless(source.text().strip()))
        .append("\n</source>")
        .toString();
  }

  private static String line(String text) {
    return harmless(LINE_ENDS.matcher(text).replaceAll(" ")).replace(">", "›");
  }

  private static String harmless(String text) {
    String unfenced = FENCE.matcher(text).replaceAll("‹$1");
    return MARKER.matcher(unfenced).replaceAll("($1)");
  }
}
