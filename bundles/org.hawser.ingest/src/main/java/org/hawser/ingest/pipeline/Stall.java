package org.hawser.ingest.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why nothing proceeds, one sentence per part of the pipeline.
public final class Stall {
  private static final Logger LOG = LoggerFactory.getLogger(Stall.class);

  private final Map<String, String> sentences = new ConcurrentHashMap<>();

  public void set(String part, String sentence) {
    if (!sentence.equals(sentences.put(part, sentence))) {
      LOG.warn("Ingestion waits: {}", sentence);
    }
  }

  public void clear(String part) {
    if (sentences.remove(part) != null) {
      LOG.info("Ingestion goes on");
    }
  }

  /// One of the sentences, empty when everything proceeds.
  public String sentence() {
    return sentences.values().stream().findFirst().orElse("");
  }
}
