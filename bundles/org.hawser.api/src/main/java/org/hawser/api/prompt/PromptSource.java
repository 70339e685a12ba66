package org.hawser.api.prompt;

import java.util.List;

/// A stretch of a document to answer from.
///
/// @param number the number it is cited by, from 1
/// @param documentId its document
/// @param title title or path of the document
/// @param place page and headings, may be empty
/// @param text the words, exactly as in the document
/// @param chunks ids of the chunks it is made of, in order
/// @param score how well it fits, comparable within one question only
public record PromptSource(
    int number,
    String documentId,
    String title,
    String place,
    String text,
    List<String> chunks,
    double score) {
  public PromptSource {
    chunks = List.copyOf(chunks);
  }
}
