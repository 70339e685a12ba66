package org.hawser.answer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts a chunk into blocks: stretches of lines that read on. A table row is a block of its own.
/// Chunks carry no markup, so lines are judged by their looks.
final class TextBlocks {
  /// A line at least this long that just stops was most likely wrapped.
  private static final int WRAPPED_LINE = 50;

  private static final Pattern LIST_ITEM =
      Pattern.compile("(?s)\\s*(?:[-*•–·◦▪‣]\\s|\\(?\\d{1,3}[.)]\\s|\\(?[a-zA-Z][)]\\s).*");

  /// A block and whether it is a table row.
  record TextBlock(Span span, boolean row) {}

  private TextBlocks() {}

  static List<TextBlock> of(String text) {
    List<TextBlock> blocks = new ArrayList<>();
    int start = 0;
    Span before = null;
    for (Span line : lines(text)) {
      if (before != null && !readsOn(before.of(text), line.of(text))) {
        add(blocks, text, new Span(start, before.end()));
        start = line.start();
      }
      before = line;
    }
    if (before != null) {
      add(blocks, text, new Span(start, before.end()));
    }
    return blocks;
  }

  static boolean isRow(String line) {
    return line.strip().indexOf('\t') > 0 || line.strip().indexOf(" | ") > 0;
  }

  static boolean isListItem(String line) {
    return LIST_ITEM.matcher(line).matches();
  }

  private static void add(List<TextBlock> blocks, String text, Span span) {
    Span trimmed = span.trim(text);
    if (trimmed.length() > 0) {
      blocks.add(new TextBlock(trimmed, isRow(trimmed.of(text))));
    }
  }

  private static List<Span> lines(String text) {
    List<Span> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\f') {
        lines.add(new Span(start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  private static boolean readsOn(String line, String next) {
    String head = line.strip();
    String tail = next.strip();
    if (head.isEmpty() || tail.isEmpty() || isRow(line) || isRow(next)) {
      return false;
    }
    if (isListItem(next)) {
      return false;
    }
    boolean finished = SentenceSplitter.endsSentence(head) || head.endsWith(":");
    return !finished
        && (Character.isLowerCase(tail.codePointAt(0)) || head.length() >= WRAPPED_LINE);
  }
}
