package org.hawser.extract.tika.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Records of a CSV file (RFC 4180), read one at a time and leniently: a quote inside an unquoted
/// value, text after a closing quote and a quote that is never closed are text. Unlike a library's
/// reader it stops at a record of megabytes, which an unclosed quote makes of the rest of a file.
final class CsvRecords {
  static final int LONGEST_RECORD = 1_000_000;

  private final BufferedReader in;
  private final char delimiter;

  /// The current record as it stands in the file.
  private final StringBuilder raw = new StringBuilder();

  private final StringBuilder value = new StringBuilder();
  private List<String> values = new ArrayList<>();

  CsvRecords(BufferedReader in, char delimiter) {
    this.in = in;
    this.delimiter = delimiter;
  }

  /// The next record that is no empty line, or null when there is none or it is too long.
  List<String> next() throws IOException {
    boolean more;
    do {
      raw.setLength(0);
      values = new ArrayList<>();
      more = readRecord();
    } while (more && isEmptyLine());
    return tooLong() || isEmptyLine() ? null : values;
  }

  /// Whether reading stopped in the midst of a record.
  boolean tooLong() {
    return raw.length() > LONGEST_RECORD;
  }

  /// What was read of the record that is too long.
  String unfinished() {
    return raw.toString();
  }

  private boolean isEmptyLine() {
    return values.size() < 2 && raw.toString().isBlank();
  }

  /// False at the end of the file, whether or not a record stood before it.
  private boolean readRecord() throws IOException {
    int ended;
    do {
      ended = readValue();
      values.add(value.toString());
      value.setLength(0);
    } while (ended == delimiter && !tooLong());
    return ended >= 0 && !tooLong();
  }

  /// The character that ended the value, or -1 at the end of the file.
  private int readValue() throws IOException {
    int c = read();
    if (c == '"') {
      c = readQuoted();
    }
    while (c >= 0 && c != delimiter && c != '\n' && !tooLong()) {
      if (c == '\r') {
        c = afterReturn();
      } else {
        value.append((char) c);
        c = read();
      }
    }
    return c;
  }

  /// The value up to its closing quote; the character after that.
  private int readQuoted() throws IOException {
    int c = read();
    while (c >= 0 && !tooLong()) {
      if (c == '"') {
        c = read();
        if (c != '"') {
          return c;
        }
      }
      value.append((char) c);
      c = read();
    }
    return c;
  }

  /// A line ends with \r\n, or with \r alone.
  private int afterReturn() throws IOException {
    in.mark(1);
    int c = in.read();
    if (c != '\n') {
      in.reset();
    }
    return '\n';
  }

  private int read() throws IOException {
    int c = in.read();
    if (c >= 0) {
      raw.append((char) c);
    }
    return c;
  }
}
