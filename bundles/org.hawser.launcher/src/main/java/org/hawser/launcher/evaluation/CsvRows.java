package org.hawser.launcher.evaluation;

import java.util.ArrayList;
import java.util.List;

/// Rows of fields with commas between them, as RFC 4180 has it: a field in quotes may hold commas,
/// line breaks and doubled quotes.
final class CsvRows {
  private final String text;
  private int at;

  private CsvRows(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException one sentence when a quote does not end
  static List<List<String>> read(String text) {
    CsvRows csv = new CsvRows(text);
    List<List<String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      rows.add(csv.row());
    }
    return rows;
  }

  private List<String> row() {
    List<String> fields = new ArrayList<>();
    do {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
    } while (skip(','));
    skip('\r');
    skip('\n');
    return fields;
  }

  private String plain() {
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"' && !skip('"')) {
        return field.toString();
      }
      field.append(c);
    }
    throw new IllegalArgumentException(
        "The quote that begins at character " + start + " does not end.");
  }

  private boolean skip(char expected) {
    boolean there = at < text.length() && text.charAt(at) == expected;
    at += there ? 1 : 0;
    return there;
  }
}
