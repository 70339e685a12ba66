package org.hawser.extract.tika.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rebuilds paragraphs and headings from the lines of one printed page. Tika's own paragraphs come
/// from the spacing of lines alone: some hold a whole page, some a single line.
final class PrintedPage {
  /// A paragraph, or a heading when its level is not 0.
  record Piece(int level, String content) {}

  private static final int SHORTEST_MARGIN = 40;
  private static final double FULL = 0.72;

  /// From this width on, a page is taken to hold running text and not a form or a table.
  private static final int RUNNING_TEXT = 60;

  private final Map<String, Integer> headings;
  private final List<List<String>> groups = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private int openLevel;
  private int margin;

  PrintedPage(Map<String, Integer> headings) {
    this.headings = headings;
  }

  /// The lines of one of Tika's paragraphs.
  void add(List<String> lines) {
    groups.add(lines);
  }

  /// The pieces of all lines added since the last call.
  List<Piece> take() {
    margin = margin(groups);
    for (List<String> group : groups) {
      boolean first = true;
      for (String line : group) {
        place(line, first);
        first = false;
      }
    }
    close();
    groups.clear();
    List<Piece> result = List.copyOf(pieces);
    pieces.clear();
    return result;
  }

  private void place(String line, boolean startsGroup) {
    int level = headings.getOrDefault(PdfHeadings.key(line), 0);
    if (!open.isEmpty() && !continues(line, level, startsGroup)) {
      close();
    }
    openLevel = level;
    open.add(line);
  }

  private boolean continues(String line, int level, boolean startsGroup) {
    String last = open.getLast();
    if (level != openLevel || Bullets.isItem(line)) {
      return false;
    }
    if (level > 0) {
      return !startsGroup;
    }
    boolean lower = Character.isLowerCase(line.codePointAt(0));
    boolean full = last.length() >= FULL * margin;
    if (startsGroup) {
      boolean runsOn = full && margin >= RUNNING_TEXT;
      return !endsSentence(last) && (runsOn || lower && last.length() >= margin / 2);
    }
    return lower || full || !endsSentence(last);
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    String content =
        openLevel > 0 ? String.join(" ", open) : Lines.unwrap(List.copyOf(open), margin);
    boolean numbered = openLevel == 0 && Bullets.isNumberedHeading(content);
    pieces.add(new Piece(numbered ? Bullets.numberedLevel(content) : openLevel, content));
    open.clear();
  }

  /// Characters of a full line: most lines of running text reach it, short ones do not count.
  private static int margin(List<List<String>> groups) {
    int[] lengths =
        groups.stream().flatMap(List::stream).mapToInt(String::length).sorted().toArray();
    return lengths.length == 0
        ? SHORTEST_MARGIN
        : Math.max(SHORTEST_MARGIN, lengths[(int) (0.8 * (lengths.length - 1))]);
  }

  private static boolean endsSentence(String line) {
    char last = line.charAt(line.length() - 1);
    char before = line.length() > 1 ? line.charAt(line.length() - 2) : ' ';
    return ".!?:;".indexOf(last) >= 0 || "\"”’)]".indexOf(last) >= 0 && ".!?".indexOf(before) >= 0;
  }
}
