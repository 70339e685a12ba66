package org.hawser.launcher.evaluation;

/// Where the answer to a question stands.
///
/// @param document path of the document, or its end
/// @param page 1-based page, 0 for any
/// @param quote words of the document that answer, empty when only the place is known
/// @param near about where the quote stands, in characters from the beginning of the text;
///     [#ANYWHERE] when every place with these words counts
record Evidence(String document, int page, String quote, int near) {
  /// Value of `near` for every place.
  static final int ANYWHERE = -1;

  /// Whether a document is the one meant.
  boolean names(String path) {
    return path.equals(document) || path.endsWith("/" + document);
  }
}
