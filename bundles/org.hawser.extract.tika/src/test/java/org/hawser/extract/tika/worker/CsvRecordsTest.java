package org.hawser.extract.tika.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class CsvRecordsTest {
  @Test
  void quotesLinesAndRemainders() throws IOException {
    assertThat(records("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\n\n\"two\nlines\",\rlast"))
        .containsExactly(
            List.of("a", "b"),
            List.of("x, y", "say \"hi\""),
            List.of("two\nlines", ""),
            List.of("last"));
  }

  @Test
  void sloppyFilesKeepTheirText() throws IOException {
    assertThat(records("5\" disk,\"closed\" late,\"open"))
        .containsExactly(List.of("5\" disk", "closed late", "open"));
  }

  @Test
  void aRecordOfMegabytesIsLeftUnread() throws IOException {
    String start = "a,b\nc,\"";
    BufferedReader in = new BufferedReader(new StringReader(start + "x".repeat(3_000_000)));
    CsvRecords records = new CsvRecords(in, ',');
    assertThat(records.next()).containsExactly("a", "b");
    assertThat(records.next()).isNull();
    assertThat(records.tooLong()).isTrue();
    assertThat(records.unfinished()).startsWith("c,\"xx");
    assertThat(records.unfinished().length() + in.readLine().length())
        .isEqualTo(3_000_000 + "c,\"".length());
  }

  /// Commons CSV is what Tika itself reads with.
  @Test
  void agreesWithAnotherReaderOnRandomFiles(TestReporter reporter) throws IOException {
    long seed = Long.getLong("csv.seed", System.nanoTime());
    reporter.publishEntry("csv.seed", Long.toString(seed));
    java.util.Random random = new java.util.Random(seed);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder csv = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        csv.append("ab ,,\"\"\n\r\n".charAt(random.nextInt(10)));
      }
      assertThat(withText(records(csv.toString())))
          .as("seed %d: %s", seed, csv)
          .isEqualTo(withText(expected(csv)));
    }
  }

  /// Whether a line of spaces is a record makes no difference to any text.
  private static List<List<String>> withText(List<List<String>> records) {
    return records.stream()
        .filter(values -> values.size() > 1 || !values.getFirst().isBlank())
        .toList();
  }

  private static List<List<String>> records(String csv) throws IOException {
    CsvRecords records = new CsvRecords(new BufferedReader(new StringReader(csv)), ',');
    List<List<String>> all = new ArrayList<>();
    for (List<String> next = records.next(); next != null; next = records.next()) {
      all.add(next);
    }
    return all;
  }

  private static List<List<String>> expected(CharSequence csv) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setIgnoreEmptyLines(true)
            .setTrailingData(true)
            .setLenientEof(true)
            .get();
    List<List<String>> all = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(csv.toString())).setFormat(format).get()) {
      for (CSVRecord record : parser) {
        all.add(record.toList());
      }
    }
    return all;
  }
}
