package org.hawser.benchmarks.retrieval;

import java.util.ArrayList;
import java.util.List;

/// The strings in what Python prints for an array of strings, such as `['a' "it's" 'b']`.
final class PythonStrings {
  private final String text;
  private int at;

  private PythonStrings(String text) {
    this.text = text;
  }

  static List<String> parse(String text) {
    PythonStrings parser = new PythonStrings(text);
    List<String> strings = new ArrayList<>();
    while (parser.at < text.length()) {
      char c = text.charAt(parser.at++);
      if (c == '\'' || c == '"') {
        strings.add(parser.string(c));
      }
    }
    return strings;
  }

  private String string(char quote) {
    StringBuilder string = new StringBuilder();
    while (text.charAt(at) != quote) {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : String.valueOf(c));
    }
    at++;
    return string.toString();
  }

  private String escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      default -> String.valueOf(c);
    };
  }

  private String code(int digits) {
    at += digits;
    return Character.toString(Integer.parseInt(text, at - digits, at, 16));
  }
}
