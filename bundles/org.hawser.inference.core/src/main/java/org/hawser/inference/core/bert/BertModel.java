package org.hawser.inference.core.bert;

import org.hawser.inference.core.tokenizer.WordPieceTokenizer;

/// A model as its files describe it.
///
/// @param id name that changes when, and only when, vectors are no longer comparable
/// @param storedAs how the files store the weights: `int8` or `float`
/// @param queryInstruction what the model wants in front of a question; empty for nothing
public record BertModel(
    String id,
    String storedAs,
    BertWeights weights,
    WordPieceTokenizer tokenizer,
    Pooling pooling,
    String queryInstruction) {}
