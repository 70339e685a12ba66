package org.hawser.index.lucene.search;

/// A chunk at least one ranking proposes.
///
/// @param entry its index entry
/// @param keywordRank 1-based, 0 when the keyword ranking does not propose it
/// @param keywordScore BM25 score, also when only the vector ranking proposes it
/// @param vectorRank 1-based, 0 when the vector ranking does not propose it
/// @param cosine cosine with the question, also when only the keyword ranking proposes it; NaN for
///     a chunk without a vector
record Candidate(int entry, int keywordRank, double keywordScore, int vectorRank, double cosine) {}
