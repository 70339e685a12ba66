package org.hawser.api.answer;

import java.util.Set;

/// A question and where to look for its answer.
///
/// @param text the question in plain words
/// @param collections collections to search; empty means all
/// @param documents ids of the only documents to search; empty means all of the collections
/// @param maxCitations most citations in the answer, 1..20
public record Question(
    String text, Set<String> collections, Set<String> documents, int maxCitations) {
  /// Longest question in UTF-16 characters.
  public static final int MAX_LENGTH = 4_000;

  /// Citations unless told otherwise.
  public static final int DEFAULT_CITATIONS = 5;

  public Question {
    collections = Set.copyOf(collections);
    documents = Set.copyOf(documents);
    if (text.isBlank()) {
      throw new IllegalArgumentException("The question is empty: ask something.");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "The question has "
              + text.length()
              + " characters; the limit is "
              + MAX_LENGTH
              + ". Shorten it, or upload long text as a document.");
    }
    if (maxCitations < 1 || maxCitations > 20) {
      throw new IllegalArgumentException("maxCitations must be 1..20, got " + maxCitations);
    }
  }

  /// Searches whole collections.
  public Question(String text, Set<String> collections, int maxCitations) {
    this(text, collections, Set.of(), maxCitations);
  }
}
