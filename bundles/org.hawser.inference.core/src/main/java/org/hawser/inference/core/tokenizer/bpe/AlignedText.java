package org.hawser.inference.core.tokenizer.bpe;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text while it is normalised: every char knows the stretch of the original it came from.
final class AlignedText {
  /// Composition never reaches across grapheme clusters.
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  private final String text;
  private final int base;
  private final int[] starts;
  private final int[] ends;

  private AlignedText(String text, int base, int[] starts, int[] ends) {
    this.text = text;
    this.base = base;
    this.starts = starts;
    this.ends = ends;
  }

  /// A piece of the original, unchanged.
  static AlignedText of(String original, int from, int to) {
    return new AlignedText(original.substring(from, to), from, null, null);
  }

  String text() {
    return text;
  }

  /// Offset in the original of the char's first character.
  int start(int index) {
    return starts == null ? base + index : starts[index];
  }

  /// Offset in the original one past the char's last character.
  int end(int index) {
    return ends == null ? base + index + 1 : ends[index];
  }

  /// Puts a prefix before text that is not empty.
  AlignedText prepend(String prefix) {
    Builder builder = new Builder(text.length() + prefix.length());
    builder.add(prefix, start(0), start(0));
    builder.copy(this, 0, text.length());
    return builder.build();
  }

  AlignedText replace(String from, String to) {
    int at = text.indexOf(from);
    if (at < 0) {
      return this;
    }
    if (from.length() == to.length()) {
      return new AlignedText(text.replace(from, to), base, starts, ends);
    }
    Builder builder = new Builder(text.length() + to.length());
    int copied = 0;
    while (at >= 0) {
      builder.copy(this, copied, at);
      builder.add(to, start(at), end(at + from.length() - 1));
      copied = at + from.length();
      at = text.indexOf(from, copied);
    }
    builder.copy(this, copied, text.length());
    return builder.build();
  }

  AlignedText normalize(Normalizer.Form form) {
    if (Normalizer.isNormalized(text, form)) {
      return this;
    }
    Builder builder = new Builder(text.length());
    Matcher clusters = CLUSTER.matcher(text);
    while (clusters.find()) {
      String cluster = clusters.group();
      if (Normalizer.isNormalized(cluster, form)) {
        builder.copy(this, clusters.start(), clusters.end());
      } else {
        builder.add(
            Normalizer.normalize(cluster, form), start(clusters.start()), end(clusters.end() - 1));
      }
    }
    return builder.build();
  }

  private static final class Builder {
    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    Builder(int capacity) {
      text = new StringBuilder(capacity);
      starts = new int[capacity];
      ends = new int[capacity];
    }

    void add(String addition, int start, int end) {
      int from = grow(addition.length());
      text.append(addition);
      Arrays.fill(starts, from, text.length(), start);
      Arrays.fill(ends, from, text.length(), end);
    }

    void copy(AlignedText source, int from, int to) {
      int at = grow(to - from);
      text.append(source.text, from, to);
      for (int i = from; i < to; i++) {
        starts[at] = source.start(i);
        ends[at] = source.end(i);
        at++;
      }
    }

    private int grow(int more) {
      int needed = text.length() + more;
      if (needed > starts.length) {
        int capacity = Math.max(needed, 2 * starts.length);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
      }
      return text.length();
    }

    AlignedText build() {
      return new AlignedText(text.toString(), 0, starts, ends);
    }
  }
}
