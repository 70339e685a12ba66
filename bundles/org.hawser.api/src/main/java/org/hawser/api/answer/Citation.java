package org.hawser.api.answer;

import org.hawser.api.document.Locator;

/// Where a sentence comes from, exactly.
///
/// @param number 1-based number shown in the answer
/// @param documentId document cited
/// @param collection its collection
/// @param path its path in the source
/// @param title its title
/// @param chunkId chunk the quote stands in
/// @param locator page, heading path and offsets of the quote in the document's text
/// @param quote the cited words, exactly the document's text at the locator's offsets
/// @param score how well the chunk fits, comparable within one answer only
public record Citation(
    int number,
    String documentId,
    String collection,
    String path,
    String title,
    String chunkId,
    Locator locator,
    String quote,
    double score) {}
