package org.hawser.inference.core.tokenizer;

import java.text.Normalizer;
import java.util.Locale;

/// The normalisation of BERT tokenizers; keeps for every character where it came from.
///
/// @param cleanText drop control characters and make every white space a blank
/// @param handleChineseChars put blanks around ideographs
/// @param stripAccents decompose and drop non-spacing marks
/// @param lowercase lower-case, character by character
record BertNormalizer(
    boolean cleanText, boolean handleChineseChars, boolean stripAccents, boolean lowercase) {

  NormalizedText normalize(String text) {
    NormalizedText result = new NormalizedText(text.length() + 16);
    int start = 0;
    while (start < text.length()) {
      int codePoint = text.codePointAt(start);
      int end = start + Character.charCount(codePoint);
      if (!cleanText || !BertCharacters.isDropped(codePoint)) {
        appendCleaned(codePoint, start, end, result);
      }
      start = end;
    }
    return result;
  }

  private void appendCleaned(int codePoint, int start, int end, NormalizedText result) {
    if (cleanText && BertCharacters.isWhitespace(codePoint)) {
      result.append(' ', start, end);
    } else if (handleChineseChars && BertCharacters.isIdeograph(codePoint)) {
      result.append(' ', start, end);
      appendStripped(codePoint, start, end, result);
      result.append(' ', start, end);
    } else {
      appendStripped(codePoint, start, end, result);
    }
  }

  /// Decomposing one character at a time leaves marks in the order of the text; the canonical order
  /// matters for spacing marks with a combining class only, and no vocabulary knows those.
  private void appendStripped(int codePoint, int start, int end, NormalizedText result) {
    if (!stripAccents || codePoint < 128) {
      appendLowered(codePoint, start, end, result);
      return;
    }
    String decomposed = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD);
    decomposed
        .codePoints()
        .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
        .forEach(part -> appendLowered(part, start, end, result));
  }

  private void appendLowered(int codePoint, int start, int end, NormalizedText result) {
    if (!lowercase) {
      result.append(codePoint, start, end);
    } else if (codePoint == 'İ') {
      Character.toString(codePoint)
          .toLowerCase(Locale.ROOT)
          .codePoints()
          .forEach(part -> result.append(part, start, end));
    } else {
      result.append(Character.toLowerCase(codePoint), start, end);
    }
  }
}
