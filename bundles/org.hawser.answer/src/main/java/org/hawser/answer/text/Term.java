package org.hawser.answer.text;

/// A word in a text.
///
/// @param stem what it is compared by: folded to lower case without accents, endings taken off
/// @param span where it stands
/// @param stop whether it carries no content: articles, pronouns, question words
public record Term(String stem, Span span, boolean stop) {}
