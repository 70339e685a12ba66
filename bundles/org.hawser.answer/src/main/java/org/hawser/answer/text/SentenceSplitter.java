package org.hawser.answer.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hawser.answer.text.TextBlocks.TextBlock;

/// Cuts a chunk into sentences with exact offsets. A table row is a sentence; a heading or list
/// item on its own line is one too.
public final class SentenceSplitter {
  /// Longer "sentences" (text without punctuation) are cut at white space.
  static final int MAX_LENGTH = 800;

  private static final int LONGEST_HEADING = 100;

  /// A line such as "Total: 45 EUR" states something although it ends without a full stop; the
  /// number of a heading in front of its words does not.
  private static final Pattern FACT = Pattern.compile("\\p{L}.*\\p{Nd}|\\p{L}:\\s+\\S");

  private static final String TERMINALS = ".!?。！？…؟۔।";
  private static final String CLOSERS = "\"'”’»)]}";

  private SentenceSplitter() {}

  /// How much a sentence looks like one.
  public enum Kind {
    PROSE,
    /// A short line that just stops: a bullet of a slide, a label.
    LINE,
    /// A short line above prose, or a question: it names what follows rather than saying it.
    HEADING
  }

  /// A sentence of a chunk.
  ///
  /// @param span where it stands in the chunk
  public record Sentence(Span span, Kind kind) {}

  /// @param language ISO 639-1 code, or empty
  public static List<Sentence> split(String text, String language) {
    List<Sentence> sentences = new ArrayList<>();
    for (TextBlock block : TextBlocks.of(text)) {
      if (block.row()) {
        addParts(sentences, text, block.span(), Kind.PROSE);
      } else {
        for (Span span : sentences(block.span().of(text), language)) {
          Span inChunk = span.shift(block.span().start()).trim(text);
          addParts(sentences, text, inChunk, kind(inChunk.of(text)));
        }
      }
    }
    return markHeadings(sentences);
  }

  private static List<Sentence> markHeadings(List<Sentence> sentences) {
    for (int i = 0; i + 1 < sentences.size(); i++) {
      boolean above = sentences.get(i + 1).kind() == Kind.PROSE;
      if (above && sentences.get(i).kind() == Kind.LINE) {
        sentences.set(i, new Sentence(sentences.get(i).span(), Kind.HEADING));
      }
    }
    return sentences;
  }

  static boolean endsSentence(String text) {
    int end = text.length();
    while (end > 0 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end > 0 && TERMINALS.indexOf(text.charAt(end - 1)) >= 0;
  }

  private static Kind kind(String sentence) {
    if (sentence.endsWith("?") || sentence.endsWith("？")) {
      return Kind.HEADING;
    }
    boolean prose =
        endsSentence(sentence)
            || sentence.length() > LONGEST_HEADING
            || TextBlocks.isListItem(sentence)
            || FACT.matcher(sentence).find();
    return prose ? Kind.PROSE : Kind.LINE;
  }

  private static List<Span> sentences(String block, String language) {
    Locale locale = language.isEmpty() ? Locale.ENGLISH : Locale.of(language);
    String flat = block.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    breaks.setText(flat);
    List<Span> spans = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      boolean goesOn = end < flat.length() && Abbreviations.endsWithOne(flat, start, end, language);
      if (!goesOn) {
        spans.add(new Span(start, end));
        start = end;
      }
    }
    return spans;
  }

  private static void addParts(List<Sentence> out, String text, Span span, Kind kind) {
    int start = span.start();
    while (span.end() - start > MAX_LENGTH) {
      int cut = text.lastIndexOf(' ', start + MAX_LENGTH);
      if (cut <= start) {
        cut = Character.offsetByCodePoints(text, start, MAX_LENGTH / 2);
      }
      addTrimmed(out, text, new Span(start, cut), kind);
      start = cut;
    }
    addTrimmed(out, text, new Span(start, span.end()), kind);
  }

  private static void addTrimmed(List<Sentence> out, String text, Span span, Kind kind) {
    Span trimmed = span.trim(text);
    if (trimmed.of(text).codePoints().anyMatch(Character::isLetterOrDigit)) {
      out.add(new Sentence(trimmed, kind));
    }
  }
}
