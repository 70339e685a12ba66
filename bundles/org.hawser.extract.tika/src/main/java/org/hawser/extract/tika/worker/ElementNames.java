package org.hawser.extract.tika.worker;

import java.util.Locale;
import java.util.Set;

/// The elements of XHTML by what they mean for the text.
final class ElementNames {
  private static final Set<String> SKIPPED =
      Set.of("head", "title", "meta", "script", "style", "template", "noscript");
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
          "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
          "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr");

  private ElementNames() {}

  /// Whether nobody reads what is inside.
  static boolean isSkipped(String element) {
    return SKIPPED.contains(element);
  }

  /// Whether the text goes on through it.
  static boolean isInline(String element) {
    return INLINE.contains(element);
  }

  static String of(String localName, String name) {
    return (localName.isEmpty() ? name : localName).toLowerCase(Locale.ROOT);
  }
}
