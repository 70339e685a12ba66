package org.hawser.index.lucene;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the index. The defaults need no configuration.
@ObjectClassDefinition(
    name = "Hawser search index",
    description = "BM25 and vector search over the ingested documents.")
public @interface IndexConfiguration {
  @AttributeDefinition(
      name = "BM25 k1",
      description =
          "How fast repeated words stop counting; 0..10, default 0.9. Takes effect at once.")
  double k1() default 0.9;

  @AttributeDefinition(
      name = "BM25 b",
      description = "How much long chunks are held back; 0..1, default 0.4. Takes effect at once.")
  double b() default 0.4;

  @AttributeDefinition(
      name = "Candidates",
      description =
          "Chunks each ranking contributes to a hybrid search; 10..10000, default 100. More finds"
              + " more and costs time.")
  int candidates() default 100;

  @AttributeDefinition(
      name = "Query words",
      description =
          "Most different words of a question that take part in keyword search; 1..1000, default"
              + " 128. The rarest words of a longer question are used, and the answer says so.")
  int maxQueryTerms() default 128;

  @AttributeDefinition(
      name = "Write buffer",
      description =
          "Megabytes of memory for documents that are not written to disk yet; 4..1024, default"
              + " 48.")
  int ramBufferMegabytes() default 48;
}
