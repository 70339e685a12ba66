package org.hawser.inference.core.tokenizer.bpe;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.hawser.inference.core.model.ModelFormatException;

/// Makes merge tables from what vocabularies hold.
final class Merges {
  static final int MAX_MERGES = 4 << 20;
  private static final int LONGEST_TOKEN = 256;

  private Merges() {}

  /// From pairs in order of rank; a pair whose parts or whole are no tokens can never apply.
  static MergeTable fromPairs(Vocabulary vocabulary, List<Pair> pairs) {
    MergeTable table = new MergeTable();
    for (int rank = 0; rank < pairs.size(); rank++) {
      Pair pair = pairs.get(rank);
      int left = symbol(vocabulary, pair.left());
      int right = symbol(vocabulary, pair.right());
      int merged = vocabulary.textId(pair.left() + pair.right());
      if (left != Vocabulary.ABSENT && right != Vocabulary.ABSENT && merged >= 0) {
        table.add(left, right, rank, merged);
      }
    }
    return table;
  }

  /// From scores: any two neighbours whose joined text is a token merge, the highest score first.
  static MergeTable fromScores(Vocabulary vocabulary, float[] scores) {
    TreeSet<Float> distinct = new TreeSet<>();
    for (float score : scores) {
      distinct.add(score);
    }
    float[] ordered = new float[distinct.size()];
    int i = 0;
    for (float score : distinct) {
      ordered[i++] = score;
    }
    MergeTable table = new MergeTable();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kind(id) == TokenKind.NORMAL
          && vocabulary.textId(vocabulary.token(id)) == id) {
        int ascending = Arrays.binarySearch(ordered, scores[id]);
        addSplits(vocabulary, id, ordered.length - 1 - ascending, table);
      }
    }
    return table;
  }

  private static void addSplits(Vocabulary vocabulary, int id, int rank, MergeTable table) {
    String token = vocabulary.token(id);
    if (token.length() > LONGEST_TOKEN) {
      throw new ModelFormatException(
          "The vocabulary has a token of "
              + token.length()
              + " characters, more than "
              + LONGEST_TOKEN
              + ": convert the model anew.");
    }
    int split = 0;
    while (split < token.length()) {
      split += Character.charCount(token.codePointAt(split));
      if (split < token.length()) {
        int left = symbol(vocabulary, token.substring(0, split));
        int right = symbol(vocabulary, token.substring(split));
        if (left != Vocabulary.ABSENT && right != Vocabulary.ABSENT) {
          table.add(left, right, rank, id);
        }
      }
    }
  }

  /// The token, or for a single character that is none its symbol. No symbol equals ABSENT but that
  /// of U+0000, which no vocabulary spells.
  private static int symbol(Vocabulary vocabulary, String text) {
    int id = vocabulary.textId(text);
    if (id == Vocabulary.ABSENT && !text.isEmpty()) {
      int codePoint = text.codePointAt(0);
      return Character.charCount(codePoint) == text.length() ? ~codePoint : Vocabulary.ABSENT;
    }
    return id;
  }

  /// Two neighbours that merge.
  record Pair(String left, String right) {
    /// Reads `left right`; a space that begins the left part belongs to it.
    static Pair parse(String merge) {
      int space = merge.indexOf(' ', 1);
      if (space < 0) {
        throw new ModelFormatException(
            "The vocabulary has a merge without a space: convert the model anew.");
      }
      return new Pair(merge.substring(0, space), merge.substring(space + 1));
    }
  }
}
