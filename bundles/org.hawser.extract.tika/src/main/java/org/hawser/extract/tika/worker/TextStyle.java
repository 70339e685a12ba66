package org.hawser.extract.tika.worker;

/// What a line end in a parser's text means for one media type.
enum TextStyle {
  /// Line ends are white space (HTML, EPUB).
  FLOWING {
    @Override
    String apply(CharSequence raw) {
      return Lines.collapse(raw);
    }
  },
  /// Line ends were made by the typesetter (PDF, plain text).
  WRAPPED {
    @Override
    String apply(CharSequence raw) {
      return Lines.unwrap(raw);
    }
  },
  /// Line ends were made by the author (Office, XML).
  BROKEN {
    @Override
    String apply(CharSequence raw) {
      return Lines.keep(raw);
    }
  };

  abstract String apply(CharSequence raw);

  static TextStyle of(String mediaType) {
    return switch (mediaType) {
      case "application/pdf", "text/plain", "message/rfc822", "application/mbox" -> WRAPPED;
      case "text/html", "application/xhtml+xml", "application/epub+zip" -> FLOWING;
      default -> BROKEN;
    };
  }
}
