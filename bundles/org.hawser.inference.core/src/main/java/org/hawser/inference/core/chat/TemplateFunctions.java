package org.hawser.inference.core.chat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Functions templates expect, beside those of Jinja.
public final class TemplateFunctions {
  private TemplateFunctions() {}

  /// `raise_exception`: how templates refuse a conversation.
  public static Object raise(String message) {
    throw new ChatTemplateException(
        "The model's chat template refuses the conversation ("
            + message
            + "): change the order or the roles of the messages.");
  }

  /// `strftime_now`: today, in the directives templates use.
  public static String now(String format) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        pattern.append(directive(format.charAt(++i)));
      } else if (Character.isLetter(c) || c == '\'') {
        pattern.append('\'').append(c == '\'' ? "'" : c).append('\'');
      } else {
        pattern.append(c);
      }
    }
    return DateTimeFormatter.ofPattern(pattern.toString(), Locale.ENGLISH)
        .format(LocalDateTime.now(ZoneId.systemDefault()));
  }

  private static String directive(char c) {
    return switch (c) {
      case 'd' -> "dd";
      case 'b' -> "MMM";
      case 'B' -> "MMMM";
      case 'm' -> "MM";
      case 'Y' -> "yyyy";
      case 'y' -> "yy";
      case 'H' -> "HH";
      case 'M' -> "mm";
      case 'S' -> "ss";
      case 'A' -> "EEEE";
      case 'a' -> "EEE";
      default ->
          throw new ChatTemplateException(
              "The model's chat template asks for the date as %"
                  + c
                  + ", which is not supported: correct the template.");
    };
  }
}
