package org.hawser.api.prompt;

/// A whole document.
///
/// @param documentId its id
/// @param title title or path
/// @param tokens about how many tokens of the model it has
/// @param named whether the question names it
public record PromptDocument(String documentId, String title, int tokens, boolean named) {}
