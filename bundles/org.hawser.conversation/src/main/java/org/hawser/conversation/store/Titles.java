package org.hawser.conversation.store;

/// Titles out of questions.
final class Titles {
  private static final int MOST = 80;

  private Titles() {}

  /// The question on one line, cut between words.
  static String of(String question) {
    String line = question.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    if (line.length() <= MOST) {
      return line;
    }
    int end = line.lastIndexOf(' ', MOST);
    if (end < MOST / 2) {
      end = Character.isHighSurrogate(line.charAt(MOST - 1)) ? MOST - 1 : MOST;
    }
    return line.substring(0, end) + "…";
  }
}
