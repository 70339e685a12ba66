package org.hawser.ingest.pipeline;

/// Bounds of the pipeline.
///
/// @param extractionThreads files read at the same time
/// @param maxAttempts beginnings without an end after which a document is quarantined
/// @param embedBatch chunks embedded per call
/// @param maxVectorChunks most chunks of one document that get embeddings
/// @param commitDocuments documents per index commit at most
/// @param commitMillis longest time a finished document waits for the commit
public record Limits(
    int extractionThreads,
    int maxAttempts,
    int embedBatch,
    int maxVectorChunks,
    int commitDocuments,
    long commitMillis) {}
