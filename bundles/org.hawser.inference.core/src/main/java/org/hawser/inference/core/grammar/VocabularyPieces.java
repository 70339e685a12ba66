package org.hawser.inference.core.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.sampling.TokenSet;

/// The bytes of every token that stands for text, in order, so that tokens with a common beginning
/// are walked together. Immutable.
final class VocabularyPieces {
  private static final byte[] NOTHING = {};

  private final int vocabularySize;
  private final byte[][] byId;
  private final int[] ids;
  private final byte[][] pieces;
  private final int[] shared;
  private final int longest;

  /// @param vocabularySize length of a row of logits, which may be longer than the vocabulary
  VocabularyPieces(GenerationTokenizer tokenizer, int vocabularySize) {
    this.vocabularySize = vocabularySize;
    byte[][] bytes = new byte[Math.min(tokenizer.vocabularySize(), vocabularySize)][];
    Arrays.setAll(bytes, tokenizer::bytes);
    this.byId = bytes;
    Integer[] order = new Integer[bytes.length];
    Arrays.setAll(order, id -> id);
    Arrays.sort(order, Comparator.comparing(id -> bytes[id], Arrays::compareUnsigned));
    int empty = 0;
    while (empty < order.length && bytes[order[empty]].length == 0) {
      empty++;
    }
    this.ids = new int[order.length - empty];
    this.pieces = new byte[ids.length][];
    this.shared = new int[ids.length];
    int most = 0;
    for (int i = 0; i < ids.length; i++) {
      ids[i] = order[empty + i];
      pieces[i] = bytes[ids[i]];
      shared[i] = i == 0 ? 0 : common(pieces[i - 1], pieces[i]);
      most = Math.max(most, pieces[i].length);
    }
    this.longest = most;
  }

  private static int common(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    return at < 0 ? a.length : at;
  }

  /// What a token adds to a text.
  byte[] bytes(int id) {
    return id < byId.length ? byId[id] : NOTHING;
  }

  /// Bytes that are tokens of their own.
  BitSet singleBytes() {
    BitSet bytes = new BitSet(256);
    for (byte[] piece : pieces) {
      if (piece.length == 1) {
        bytes.set(piece[0] & 0xFF);
      }
    }
    return bytes;
  }

  /// Bytes of the longest token.
  int longest() {
    return longest;
  }

  /// Tokens whose bytes can be followed from a state on; none without text.
  ///
  /// @param step the state after a byte, null where it may not follow
  <S> TokenSet allowed(S state, Step<S> step) {
    TokenSet allowed = new TokenSet(vocabularySize);
    List<S> path = new ArrayList<>(Collections.nCopies(longest + 1, state));
    int reached = 0;
    for (int i = 0; i < pieces.length; i++) {
      // A token that shares more than what was reached dies where the one before it died.
      if (shared[i] > reached) {
        continue;
      }
      byte[] piece = pieces[i];
      int depth = shared[i];
      while (depth < piece.length) {
        S next = step.after(path.get(depth), piece[depth] & 0xFF);
        if (next == null) {
          break;
        }
        path.set(++depth, next);
      }
      reached = depth;
      if (depth == piece.length) {
        allowed.add(ids[i]);
      }
    }
    return allowed;
  }

  /// Adds all tokens without text: special ones, and ids the tokenizer does not know.
  void addTextless(TokenSet set) {
    for (int id = 0; id < vocabularySize; id++) {
      if (bytes(id).length == 0) {
        set.add(id);
      }
    }
  }

  /// The longest token a text begins with, or -1.
  int longestPrefix(byte[] text) {
    int best = -1;
    int length = 0;
    for (int i = 0; i < pieces.length; i++) {
      byte[] piece = pieces[i];
      if (piece.length > length
          && piece.length <= text.length
          && Arrays.equals(piece, 0, piece.length, text, 0, piece.length)) {
        best = ids[i];
        length = piece.length;
      }
    }
    return best;
  }

  /// Goes from one state to the next.
  @FunctionalInterface
  interface Step<S> {
    /// @return null when the byte may not follow
    S after(S state, int value);
  }
}
