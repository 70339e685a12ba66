package org.hawser.inference.core.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import org.hawser.inference.api.text.Detokenizer;
import org.hawser.inference.api.text.Tokenizer.Encoding;

/// What holds for every encoding of well-formed text.
final class EncodingChecks {
  private EncodingChecks() {}

  /// Offsets cover the text in order, and decoding, at once or streamed, gives it back.
  static void check(BpeTokenizer tokenizer, String text, Encoding encoding) {
    int covered = 0;
    for (int i = 0; i < encoding.ids().length; i++) {
      assertThat(encoding.starts()[i]).isLessThanOrEqualTo(covered);
      assertThat(encoding.ends()[i]).isGreaterThanOrEqualTo(encoding.starts()[i]);
      covered = Math.max(covered, encoding.ends()[i]);
    }
    assertThat(covered).isEqualTo(text.length());
    assertThat(tokenizer.decode(encoding.ids())).isEqualTo(text);
    assertThat(streamed(tokenizer, encoding.ids())).isEqualTo(text);
  }

  private static String streamed(BpeTokenizer tokenizer, int[] ids) {
    Detokenizer detokenizer = tokenizer.detokenizer();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      String piece = detokenizer.append(id);
      assertThat(piece).doesNotContain("\uFFFD");
      if (!piece.isEmpty()) {
        assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1))).isFalse();
        assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
      }
      text.append(piece);
    }
    return text.append(detokenizer.finish()).toString();
  }
}
