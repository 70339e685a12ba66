package org.hawser.extract.tika.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.input.SequenceReader;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/// One table row per record. When the first record names the columns, every value carries its
/// column's name, so that a row makes sense alone. What is no table after all is read as lines.
final class CsvText {
  private static final int SNIFFED = 8_192;
  private static final String NO_RECORDS =
      "A table row of more than "
          + CsvRecords.LONGEST_RECORD
          + " characters was found (a quote that is never closed?); it and all that follows were"
          + " read as lines, without columns.";
  private static final String DELIMITERS = ",;\t|";

  private CsvText() {}

  static void read(BufferedReader reader, XHTMLContentHandler xhtml, char delimiter, Notes notes)
      throws IOException, SAXException {
    CsvRecords records = new CsvRecords(reader, delimiter);
    List<String> names = List.of();
    boolean first = true;
    xhtml.startElement("table");
    for (List<String> values = records.next(); values != null; values = records.next()) {
      names = first && isHeader(values) ? values : names;
      row(xhtml, values, first ? List.of() : names);
      first = false;
    }
    xhtml.endElement("table");
    if (records.tooLong()) {
      notes.add(NO_RECORDS);
      Reader rest = new SequenceReader(new StringReader(records.unfinished()), reader);
      PlainText.read(new BufferedReader(rest), xhtml, "p");
    }
  }

  private static void row(XHTMLContentHandler xhtml, List<String> values, List<String> names)
      throws SAXException {
    xhtml.startElement("tr");
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean named = i < names.size();
      if (!value.isBlank() || !named) {
        xhtml.element("td", named ? names.get(i) + ": " + value : value);
      }
    }
    xhtml.endElement("tr");
  }

  /// Names are all there, all different, and no numbers.
  private static boolean isHeader(List<String> values) {
    Set<String> different = new HashSet<>(values);
    return values.size() > 1
        && different.size() == values.size()
        && values.stream().noneMatch(v -> v.isBlank() || v.matches("[-+]?[\\d.,%€$ ]+"));
  }

  /// The delimiter that occurs most often outside quotes at the start.
  static char delimiter(BufferedReader reader) throws IOException {
    char[] start = new char[SNIFFED];
    reader.mark(SNIFFED);
    int length = Math.max(0, reader.read(start, 0, SNIFFED));
    reader.reset();
    int[] counts = new int[DELIMITERS.length()];
    boolean quoted = false;
    for (int i = 0; i < length; i++) {
      quoted ^= start[i] == '"';
      int kind = DELIMITERS.indexOf(start[i]);
      if (!quoted && kind >= 0) {
        counts[kind]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return DELIMITERS.charAt(best);
  }
}
