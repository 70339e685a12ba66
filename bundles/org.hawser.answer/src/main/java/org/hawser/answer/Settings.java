package org.hawser.answer;

/// Configuration that has been checked.
record Settings(double notFoundThreshold, int chunks, int maxSentences, int embeddedSentences) {
  Settings {
    if (!(notFoundThreshold >= 0 && notFoundThreshold <= 1)) {
      throw wrong("notFoundThreshold", "0..1", notFoundThreshold);
    }
    check("chunks", chunks, 1, 50);
    check("maxSentences", maxSentences, 1, 10);
    check("embeddedSentences", embeddedSentences, 0, 200);
  }

  private static void check(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw wrong(name, from + ".." + to, value);
    }
  }

  private static IllegalArgumentException wrong(String name, String range, Object value) {
    return new IllegalArgumentException(
        "Configuration org.hawser.answer.ExtractiveAnswers: "
            + name
            + " must be "
            + range
            + ", got "
            + value
            + ".");
  }
}
