package org.hawser.inference.core.tokenizer;

import java.util.Arrays;
import java.util.Map;
import org.hawser.inference.api.text.Tokenizer;

/// The tokenizer of the BERT family: words and punctuation marks, each split into the longest
/// pieces the vocabulary has.
public final class WordPieceTokenizer implements Tokenizer {
  private final BertNormalizer normalizer;
  private final WordPieceTrie trie = new WordPieceTrie();
  private final int vocabularySize;
  private final int unknown;
  private final int longestWord;
  private final int classifier;
  private final int separator;

  WordPieceTokenizer(WordPieceVocabulary vocabulary, BertNormalizer normalizer) {
    this.normalizer = normalizer;
    this.longestWord = vocabulary.maxInputCharsPerWord();
    String prefix = vocabulary.continuingSubwordPrefix();
    int largest = 0;
    for (Map.Entry<String, Integer> entry : vocabulary.ids().entrySet()) {
      String piece = entry.getKey();
      if (piece.startsWith(prefix) && piece.length() > prefix.length()) {
        trie.add(WordPieceTrie.CONTINUATION, piece.substring(prefix.length()), entry.getValue());
      }
      if (!piece.isEmpty()) {
        trie.add(WordPieceTrie.WORD, piece, entry.getValue());
      }
      largest = Math.max(largest, entry.getValue());
    }
    this.vocabularySize = largest + 1;
    this.unknown = vocabulary.id(vocabulary.unknownToken());
    this.classifier = vocabulary.id(vocabulary.classifierToken());
    this.separator = vocabulary.id(vocabulary.separatorToken());
  }

  /// Token that starts a sequence: `[CLS]`.
  public int classifierToken() {
    return classifier;
  }

  /// Token that ends a sequence: `[SEP]`.
  public int separatorToken() {
    return separator;
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public Encoding encode(String text) {
    NormalizedText normalized = normalizer.normalize(text);
    Pieces pieces = new Pieces(normalized.length() / 3 + 8);
    int from = 0;
    while (from < normalized.length()) {
      int codePoint = normalized.codePoint(from);
      if (BertCharacters.isWhitespace(codePoint)) {
        from++;
        continue;
      }
      int to = from + 1;
      if (!BertCharacters.isPunctuation(codePoint)) {
        to = wordEnd(normalized, to);
      }
      addWord(normalized, from, to, pieces);
      from = to;
    }
    return pieces.encoding();
  }

  private static int wordEnd(NormalizedText text, int from) {
    int to = from;
    while (to < text.length()
        && !BertCharacters.isWhitespace(text.codePoint(to))
        && !BertCharacters.isPunctuation(text.codePoint(to))) {
      to++;
    }
    return to;
  }

  private void addWord(NormalizedText text, int from, int to, Pieces pieces) {
    int before = pieces.count;
    int root = WordPieceTrie.WORD;
    int next = to - from > longestWord ? WordPieceTrie.NONE : from;
    while (next != WordPieceTrie.NONE && next < to) {
      next = addLongestPiece(text, root, next, to, pieces);
      root = WordPieceTrie.CONTINUATION;
    }
    if (next == WordPieceTrie.NONE) {
      pieces.count = before;
      pieces.add(unknown, text.start(from), text.end(to - 1));
    }
  }

  /// Where the piece ends, or NONE when no piece fits.
  private int addLongestPiece(NormalizedText text, int root, int from, int to, Pieces pieces) {
    int end = WordPieceTrie.NONE;
    int token = WordPieceTrie.NONE;
    int node = root;
    for (int i = from; i < to; i++) {
      node = trie.child(node, text.codePoint(i));
      if (node == WordPieceTrie.NONE) {
        break;
      }
      if (trie.token(node) != WordPieceTrie.NONE) {
        token = trie.token(node);
        end = i + 1;
      }
    }
    if (end != WordPieceTrie.NONE) {
      pieces.add(token, text.start(from), text.end(end - 1));
    }
    return end;
  }

  private static final class Pieces {
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int count;

    Pieces(int capacity) {
      ids = new int[capacity];
      starts = new int[capacity];
      ends = new int[capacity];
    }

    void add(int id, int start, int end) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, 2 * count);
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      ids[count] = id;
      starts[count] = start;
      ends[count] = end;
      count++;
    }

    Encoding encoding() {
      return new Encoding(
          Arrays.copyOf(ids, count), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }
  }
}
