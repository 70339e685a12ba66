package org.hawser.inference.core.tokenizer.bpe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.inference.core.model.ModelFormatException;

/// One step of a pre-tokenizer: cuts pieces of text at the matches of a pattern.
///
/// @param matches what to do with a match; the text between matches is always a piece
record Splitter(Pattern pattern, Matches matches) {
  private static final long STEPS_PER_CHARACTER = 500;

  /// What becomes of the text a pattern matches.
  enum Matches {
    ALONE,
    END_A_PIECE,
    BEGIN_A_PIECE
  }

  static Splitter of(String regex) {
    return new Splitter(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS), Matches.ALONE);
  }

  /// Cuts a range and passes on each piece, in order, none empty.
  ///
  /// @throws ModelFormatException when the pattern, which may come with a model, takes far more
  ///     steps than any sensible one
  void split(String text, int from, int to, Pieces pieces) {
    Matcher matcher =
        pattern.matcher(new BudgetedText(text, STEPS_PER_CHARACTER * (to - from + 8)));
    matcher.region(from, to);
    int begun = from;
    while (find(matcher)) {
      if (matcher.end() > matcher.start()) {
        begun = cut(matcher.start(), matcher.end(), begun, pieces);
      }
    }
    emit(begun, to, pieces);
  }

  private int cut(int start, int end, int begun, Pieces pieces) {
    return switch (matches) {
      case ALONE -> {
        emit(begun, start, pieces);
        pieces.piece(start, end);
        yield end;
      }
      case END_A_PIECE -> {
        pieces.piece(begun, end);
        yield end;
      }
      case BEGIN_A_PIECE -> {
        emit(begun, start, pieces);
        yield start;
      }
    };
  }

  private static boolean find(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw new ModelFormatException(
          "The model's pre-tokenizer pattern is too deep for this text: use another model.", e);
    }
  }

  private static void emit(int from, int to, Pieces pieces) {
    if (from < to) {
      pieces.piece(from, to);
    }
  }

  /// Takes the pieces.
  @FunctionalInterface
  interface Pieces {
    void piece(int from, int to);
  }

  /// Text that ends a match gone astray: patterns come with models, and models from anywhere.
  private static final class BudgetedText implements CharSequence {
    private final String text;
    private long budget;

    BudgetedText(String text, long budget) {
      this.text = text;
      this.budget = budget;
    }

    @Override
    public char charAt(int index) {
      if (--budget < 0) {
        throw new ModelFormatException(
            "The model's pre-tokenizer pattern does not come to an end: use another model.");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
