package org.hawser.inference.core.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The methods of Python's `str` that chat templates use.
final class PythonStrings {
  private static final int MOST_CHARACTERS = 16 << 20;

  private PythonStrings() {}

  static Object call(String text, String method, Object[] arguments) {
    return switch (method) {
      case "strip" -> strip(text, characters(arguments), true, true);
      case "lstrip" -> strip(text, characters(arguments), true, false);
      case "rstrip" -> strip(text, characters(arguments), false, true);
      case "startswith" -> text.startsWith(string(arguments, 0, method));
      case "endswith" -> text.endsWith(string(arguments, 0, method));
      case "split" -> split(text, arguments, method);
      case "replace" -> replace(text, arguments, method);
      case "find" -> text.indexOf(string(arguments, 0, method));
      case "count" -> split(text, arguments, method).size() - 1;
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "title" -> title(text);
      case "capitalize" -> capitalize(text);
      default -> throw TemplateObjects.undefined(method, "a string");
    };
  }

  private static String characters(Object[] arguments) {
    return arguments.length == 0 || arguments[0] == null ? null : String.valueOf(arguments[0]);
  }

  private static String string(Object[] arguments, int index, String method) {
    if (index >= arguments.length) {
      throw TemplateObjects.undefined(method + " with too few arguments", "a string");
    }
    return String.valueOf(arguments[index]);
  }

  private static String strip(String text, String characters, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && strips(text.charAt(from), characters)) {
      from++;
    }
    while (right && to > from && strips(text.charAt(to - 1), characters)) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean strips(char c, String characters) {
    return characters == null
        ? Character.isWhitespace(c) || Character.isSpaceChar(c)
        : characters.indexOf(c) >= 0;
  }

  private static List<Object> split(String text, Object[] arguments, String method) {
    String separator = characters(arguments);
    if (separator == null) {
      return new ArrayList<>(List.of(text.strip().split("\\s+")));
    }
    if (separator.isEmpty()) {
      throw TemplateObjects.undefined(method + " with an empty separator", "a string");
    }
    int most = arguments.length > 1 ? ((Number) arguments[1]).intValue() : Integer.MAX_VALUE;
    List<Object> parts = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && parts.size() != most) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String replace(String text, Object[] arguments, String method) {
    String from = string(arguments, 0, method);
    String to = string(arguments, 1, method);
    long occurrences = from.isEmpty() ? text.length() + 1L : (long) text.length() / from.length();
    if (text.length() + occurrences * to.length() > MOST_CHARACTERS) {
      throw TemplateObjects.undefined(method + " with too long a result", "a string");
    }
    return text.replace(from, to);
  }

  private static String title(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      titled.append(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inWord = Character.isLetter(c);
    }
    return titled.toString();
  }

  private static String capitalize(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }
}
