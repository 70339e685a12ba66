package org.hawser.ingest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of ingestion. Every one has a default that serves.
@ObjectClassDefinition(
    name = "Hawser ingestion",
    description = "How documents are accepted, cut into chunks and brought into the index.")
@interface IngestConfiguration {
  @AttributeDefinition(
      name = "Largest document",
      description = "Largest document accepted, in megabytes, 1..10240. Default 200.")
  int max_megabytes() default 200;

  @AttributeDefinition(
      name = "Disk reserve",
      description =
          "Uploads are refused and processing pauses while the data directory's disk has less free"
              + " space than this, in megabytes, 0..1048576. Default 200.")
  int disk_reserve_megabytes() default 200;

  @AttributeDefinition(
      name = "Chunk size",
      description = "Most tokens of a chunk, in the embedder's tokens, 64..480. Default 250.")
  int chunk_tokens() default 250;

  @AttributeDefinition(
      name = "Chunk overlap",
      description =
          "Most tokens a chunk repeats of the one before it in the same section, 0..half the chunk"
              + " size. Default 40.")
  int chunk_overlap() default 40;

  @AttributeDefinition(
      name = "Embedded context",
      description =
          "Most tokens of title and headings embedded in front of each chunk, 0..64; 0 embeds the"
              + " chunk alone. Default 32.")
  int chunk_context_tokens() default 32;

  @AttributeDefinition(
      name = "Extraction threads",
      description = "Files read at the same time, 1..16. Default 1.")
  int extraction_threads() default 1;

  @AttributeDefinition(
      name = "Attempts",
      description =
          "How often the work on a document may begin without coming to an end (a crash, an"
              + " internal error) before it is quarantined, 1..100. Default 3.")
  int attempts() default 3;

  @AttributeDefinition(
      name = "Embedding batch",
      description = "Chunks embedded per call, 1..1024. Default 64.")
  int embed_batch() default 64;

  @AttributeDefinition(
      name = "Embedded chunks per document",
      description =
          "A document with more chunks is found by its words only, 1..200000; bounds the memory one"
              + " document takes. Default 20000.")
  int embed_max_chunks() default 20000;

  @AttributeDefinition(
      name = "Documents per commit",
      description = "Documents made searchable by one commit at most, 1..1000. Default 32.")
  int commit_documents() default 32;

  @AttributeDefinition(
      name = "Commit delay",
      description =
          "Longest time a finished document waits for the commit that makes it searchable, in"
              + " milliseconds, 0..60000. Default 1000.")
  int commit_millis() default 1000;
}
