package org.hawser.inference.core.grammar;

/// Where a text stands as to citations.
///
/// @param kind outside brackets, or what was read last inside
/// @param read the number or word so far, empty for other kinds
/// @param begun bytes of a character not whole yet, one char each
record CitationPlace(Kind kind, String read, String begun) {
  static final CitationPlace OUTSIDE = new CitationPlace(Kind.OUTSIDE, "", "");

  /// Behind a bracket or separator, where a number or a word may begin.
  static final CitationPlace INSIDE = new CitationPlace(Kind.INSIDE, "", "");

  /// Kinds of places.
  enum Kind {
    OUTSIDE,
    INSIDE,
    NUMBER,
    WORD
  }

  static CitationPlace number(String digits) {
    return new CitationPlace(Kind.NUMBER, digits, "");
  }

  static CitationPlace word(String letters) {
    return new CitationPlace(Kind.WORD, letters, "");
  }

  CitationPlace withBegun(String bytes) {
    return new CitationPlace(kind, read, bytes);
  }
}
