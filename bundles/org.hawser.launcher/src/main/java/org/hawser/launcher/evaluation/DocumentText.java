package org.hawser.launcher.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The text of a document, in which quotes are found: to the letter, or else by their letters and
/// digits alone, since a quote may have marks of Markdown, line breaks or, at last, tags that the
/// text lost.
final class DocumentText {
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");

  private final String text;
  private final String bare;
  private final int[] offsets;

  DocumentText(String text) {
    this.text = text;
    int[] all = new int[text.length()];
    this.bare = bare(text, all);
    this.offsets = Arrays.copyOf(all, bare.length());
  }

  /// Where words stand, each place as its first character and one past its last.
  ///
  /// @param exact false when they were found by their letters only
  record Finding(List<int[]> spans, boolean exact) {}

  Finding find(String quote) {
    List<int[]> spans = spans(text, quote);
    if (!spans.isEmpty()) {
      return new Finding(spans, true);
    }
    List<int[]> found = byLetters(quote);
    return new Finding(
        found.isEmpty() ? byLetters(TAG.matcher(quote).replaceAll("")) : found, false);
  }

  private List<int[]> byLetters(String quote) {
    String letters = bare(quote, new int[quote.length()]);
    List<int[]> found = new ArrayList<>();
    if (!letters.isEmpty()) {
      for (int[] span : spans(bare, letters)) {
        found.add(new int[] {offsets[span[0]], offsets[span[1] - 1] + 1});
      }
    }
    return found;
  }

  private static List<int[]> spans(String in, String words) {
    List<int[]> spans = new ArrayList<>();
    for (int at = in.indexOf(words); at >= 0; at = in.indexOf(words, at + words.length())) {
      spans.add(new int[] {at, at + words.length()});
    }
    return spans;
  }

  private static String bare(String text, int[] offsets) {
    StringBuilder bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        offsets[bare.length()] = i;
        bare.append(text.charAt(i));
      }
    }
    return bare.toString();
  }
}
