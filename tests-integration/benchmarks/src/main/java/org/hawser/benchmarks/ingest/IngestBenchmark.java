package org.hawser.benchmarks.ingest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.Source;

/// Takes in a folder and tells how fast that went, what became of every file, and how much heap the
/// container used meanwhile.
public final class IngestBenchmark {
  private static final String COLLECTION = "benchmark";
  private static final int PAGE = 1000;
  private static final int SLOWEST = 5;

  private final Ingest ingest;

  public IngestBenchmark(Ingest ingest) {
    this.ingest = ingest;
  }

  /// Runs until every file is settled.
  ///
  /// @param folder absolute path
  public Map<String, Object> run(String folder) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Source source = ingest.addSource(COLLECTION, "files", folder, false);
    long heapPeak = awaitSettled(source.id());
    double seconds = (System.nanoTime() - begin) / 1e9;
    return report(seconds, heapPeak);
  }

  private long awaitSettled(String sourceId) throws InterruptedException {
    long heapPeak = 0;
    while (isListing(sourceId) || ingest.progress().open() > 0) {
      Thread.sleep(50);
      heapPeak =
          Math.max(heapPeak, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return heapPeak;
  }

  private boolean isListing(String sourceId) {
    return ingest.sources().stream()
        .anyMatch(s -> s.id().equals(sourceId) && s.state() == Source.State.SYNCHRONISING);
  }

  private Map<String, Object> report(double seconds, long heapPeak) {
    List<DocumentStatus> all = everything();
    Map<String, Long> outcomes = new TreeMap<>();
    Map<String, Long> reasons = new TreeMap<>();
    long chunks = 0;
    for (DocumentStatus status : all) {
      outcomes.merge(status.outcome().name(), 1L, Long::sum);
      if (!status.reason().isEmpty()) {
        reasons.merge(status.reason(), 1L, Long::sum);
      }
      chunks += status.chunkCount();
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("files", all.size());
    result.put("seconds", seconds);
    result.put("filesPerSecond", all.size() / seconds);
    result.put("chunks", chunks);
    result.put("chunksPerSecond", chunks / seconds);
    result.put("outcomes", outcomes);
    result.put("refusals", reasons);
    result.put("peakHeapMiB", heapPeak >> 20);
    result.put("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20);
    result.put("slowestMillis", slowest(all));
    return result;
  }

  private static Map<String, Long> slowest(List<DocumentStatus> all) {
    Map<String, Long> slowest = new LinkedHashMap<>();
    all.stream()
        .sorted(Comparator.comparingLong(DocumentStatus::millis).reversed())
        .limit(SLOWEST)
        .forEach(s -> slowest.put(s.key().path(), s.millis()));
    return slowest;
  }

  private List<DocumentStatus> everything() {
    List<DocumentStatus> all = new ArrayList<>();
    List<DocumentStatus> page;
    do {
      page = ingest.documents(Optional.of(COLLECTION), Optional.empty(), all.size(), PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }
}
