package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.answer.text.SentenceSplitter;
import org.hawser.answer.text.Span;

/// The sentences of a written answer and the numbers each cites. Markers between two sentences
/// belong to the one before them; markers behind a full stop or at a line's end end a sentence even
/// where the words alone would not tell.
final class AnswerSentences {
  private static final Pattern MARKER = Pattern.compile("\\[(\\d{1,4})]");
  private static final Pattern END =
      Pattern.compile(
          "(?<=[.!?…][\"”')]{0,2}\\h{0,3})(?:\\[\\d{1,4}]\\h*)+(?=\\s\\p{Lu}|(?<=\\h)\\p{Lu})"
              + "|(?:\\[\\d{1,4}]\\h*)+(?=\\R\\s*[\\p{Lu}\\p{N}*•–-])");

  private AnswerSentences() {}

  /// A sentence of an answer.
  ///
  /// @param span where it stands, markers included
  /// @param words the sentence without markers
  /// @param citations numbers it cites, ascending
  record Cited(Span span, String words, List<Integer> citations) {}

  /// @param language ISO 639-1 code, or empty
  static List<Cited> of(String text, String language) {
    List<Cited> cited = new ArrayList<>();
    Matcher ends = END.matcher(text);
    int from = 0;
    while (ends.find()) {
      addAll(cited, text.substring(from, ends.end()), from, language);
      from = ends.end();
    }
    addAll(cited, text.substring(from), from, language);
    return List.copyOf(cited);
  }

  private static void addAll(List<Cited> cited, String part, int from, String language) {
    for (Cited one : within(part, language)) {
      Span span = new Span(one.span().start() + from, one.span().end() + from);
      cited.add(new Cited(span, one.words(), one.citations()));
    }
  }

  private static List<Cited> within(String text, String language) {
    String bare = withoutMarkers(text);
    List<Cited> cited = new ArrayList<>();
    List<SentenceSplitter.Sentence> sentences = SentenceSplitter.split(bare, language);
    for (int i = 0; i < sentences.size(); i++) {
      int start = i == 0 ? 0 : cited.getLast().span().end();
      int next = i + 1 < sentences.size() ? sentences.get(i + 1).span().start() : text.length();
      int end = Math.max(sentences.get(i).span().end(), lastMarkerEnd(text, next));
      Span span = new Span(start, Math.max(end, start)).trim(text);
      cited.add(new Cited(span, words(bare, span), numbers(span.of(text))));
    }
    return cited;
  }

  /// Markers become spaces, so that positions stay.
  private static String withoutMarkers(String text) {
    return MARKER.matcher(text).replaceAll(m -> " ".repeat(m.group().length()));
  }

  private static int lastMarkerEnd(String text, int limit) {
    String before = text.substring(0, limit).stripTrailing();
    return before.endsWith("]") ? before.length() : 0;
  }

  private static String words(String bare, Span span) {
    return span.of(bare).replaceAll("\\s+", " ").replaceAll(" (?=[.,;:!?])", "").strip();
  }

  private static List<Integer> numbers(String text) {
    TreeSet<Integer> numbers = new TreeSet<>();
    Matcher matcher = MARKER.matcher(text);
    while (matcher.find()) {
      numbers.add(Integer.parseInt(matcher.group(1)));
    }
    return List.copyOf(numbers);
  }
}
