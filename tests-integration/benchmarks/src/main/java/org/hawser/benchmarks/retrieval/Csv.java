package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads CSV with a header line: RFC 4180, that is quoted fields with line breaks and doubled
/// quotes.
final class Csv {
  private final Reader in;
  private int next;

  private Csv(Reader in) throws IOException {
    this.in = in;
    this.next = in.read();
  }

  /// All rows, each by column name.
  static List<Map<String, String>> read(Reader reader) throws IOException {
    Csv csv = new Csv(reader);
    List<String> header = csv.row();
    List<Map<String, String>> rows = new ArrayList<>();
    while (csv.next >= 0) {
      List<String> fields = csv.row();
      if (fields.size() != header.size()) {
        throw new IOException(
            "Row " + (rows.size() + 2) + " has " + fields.size() + " fields, not " + header.size());
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        row.put(header.get(i), fields.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private List<String> row() throws IOException {
    List<String> fields = new ArrayList<>();
    do {
      fields.add(next == '"' ? quoted() : plain());
    } while (skip(','));
    skip('\r');
    skip('\n');
    return fields;
  }

  private String plain() throws IOException {
    StringBuilder field = new StringBuilder();
    while (next >= 0 && next != ',' && next != '\r' && next != '\n') {
      field.append(take());
    }
    return field.toString();
  }

  private String quoted() throws IOException {
    StringBuilder field = new StringBuilder();
    take();
    while (next >= 0) {
      char c = take();
      if (c == '"' && !skip('"')) {
        return field.toString();
      }
      field.append(c);
    }
    throw new IOException("A quoted field does not end");
  }

  private boolean skip(char expected) throws IOException {
    if (next != expected) {
      return false;
    }
    take();
    return true;
  }

  private char take() throws IOException {
    char c = (char) next;
    next = in.read();
    return c;
  }
}
