package org.hawser.extract.tika.worker;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/// Title and the few metadata fields worth showing.
final class DocumentMetadata {
  private static final int LONGEST = 300;
  private static final int MOST_VALUES = 20;

  /// Titles that office programs invent.
  private static final Pattern INVENTED =
      Pattern.compile(
          "(?i)(microsoft (word|excel|powerpoint) - .*|untitled.*|unknown|title|document\\d*"
              + "|powerpoint.?(pr[aä]sentation|presentation)"
              + "|(slide|folie|sheet|tabelle|feuil|hoja|foglio) ?\\d+"
              + "|.*\\.(docx?|xlsx?|pptx?|pdf|rtf|odt|ods|odp|indd|dvi|tex|html?|txt))");

  private DocumentMetadata() {}

  /// The title in the metadata when it is one, else the first heading, else empty.
  static String title(Metadata metadata, DocumentText text) {
    String given = value(metadata.get(TikaCoreProperties.TITLE));
    if (!given.isEmpty() && !INVENTED.matcher(given).matches()) {
      return given;
    }
    String heading = value(text.firstHeading());
    return INVENTED.matcher(heading).matches() ? "" : heading;
  }

  static Map<String, String> shown(Metadata metadata) {
    Map<String, String> shown = new LinkedHashMap<>();
    put(shown, "author", metadata.getValues(TikaCoreProperties.CREATOR));
    put(shown, "created", first(metadata, TikaCoreProperties.CREATED));
    put(shown, "modified", first(metadata, TikaCoreProperties.MODIFIED));
    put(shown, "subject", first(metadata, TikaCoreProperties.SUBJECT));
    put(shown, "from", metadata.getValues(Message.MESSAGE_FROM));
    put(shown, "to", metadata.getValues(Message.MESSAGE_TO));
    put(shown, "cc", metadata.getValues(Message.MESSAGE_CC));
    if (shown.containsKey("from")) {
      put(shown, "date", first(metadata, TikaCoreProperties.CREATED));
    }
    return shown;
  }

  private static String[] first(Metadata metadata, Property property) {
    String value = metadata.get(property);
    return value == null ? new String[0] : new String[] {value};
  }

  private static void put(Map<String, String> shown, String key, String[] values) {
    String joined =
        value(
            String.join(
                ", ", Arrays.asList(values).subList(0, Math.min(MOST_VALUES, values.length))));
    if (!joined.isEmpty()) {
      shown.put(key, joined);
    }
  }

  private static String value(String raw) {
    String clean = raw == null ? "" : Lines.oneLine(raw);
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
  }
}
