package org.hawser.inference.core.tokenizer.bpe;

import java.text.BreakIterator;
import java.util.Locale;
import org.hawser.inference.api.text.Detokenizer;

/// Hands out text as it becomes complete. Besides parts of characters it keeps back an emoji that
/// the next token may still turn into another one (skin tones, families, flags).
final class StreamingDetokenizer implements Detokenizer {
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int VARIATION_SELECTOR = 0xFE0F;
  private static final int FIRST_EMOJI = 0x1F000;
  private static final int LAST_EMOJI = 0x1FAFF;
  private static final int MOST_KEPT_BACK = 64;

  private final BpeTokenizer tokenizer;
  private final Utf8Joiner joiner;
  private String kept = "";

  StreamingDetokenizer(BpeTokenizer tokenizer, Utf8Joiner joiner) {
    this.tokenizer = tokenizer;
    this.joiner = joiner;
  }

  @Override
  public String append(int id) {
    String text = kept + joiner.append(tokenizer.bytes(id));
    int whole = text.length();
    if (whole > 0 && mayGrow(text.codePointBefore(whole))) {
      BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
      clusters.setText(text);
      int start = clusters.preceding(whole);
      whole = whole - start > MOST_KEPT_BACK ? whole : start;
    }
    kept = text.substring(whole);
    return text.substring(0, whole);
  }

  private static boolean mayGrow(int codePoint) {
    return codePoint == ZERO_WIDTH_JOINER
        || codePoint == VARIATION_SELECTOR
        || codePoint >= FIRST_EMOJI && codePoint <= LAST_EMOJI;
  }

  @Override
  public String finish() {
    String text = kept + joiner.finish();
    kept = "";
    return text;
  }
}
