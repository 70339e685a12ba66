package org.hawser.api.index;

import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;

/// One chunk that fits a query, with both ranks so that the fusion can be explained.
///
/// @param chunk the chunk
/// @param document its document
/// @param score final score, comparable within one retrieval only
/// @param keywordRank 1-based rank in the keyword ranking, 0 when not among its candidates
/// @param keywordScore BM25 score, 0 when not among its candidates
/// @param vectorRank 1-based rank in the vector ranking, 0 when not among its candidates
/// @param cosine cosine of question and chunk in -1..1; 0 when not among the vector candidates
public record Hit(
    Chunk chunk,
    Document document,
    double score,
    int keywordRank,
    double keywordScore,
    int vectorRank,
    double cosine) {}
