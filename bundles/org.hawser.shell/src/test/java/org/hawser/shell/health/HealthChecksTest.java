package org.hawser.shell.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.api.extract.Extractor;
import org.hawser.api.extract.Readiness;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.shell.GivenServices;
import org.hawser.shell.MemoryIndex;
import org.hawser.shell.MemoryIngest;
import org.hawser.shell.ReportingKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HealthChecksTest {
  private final GivenServices services = new GivenServices();

  @Test
  void absentServicesAreNotHealthy() {
    assertThat(new IndexHealth(services).execute().getStatus())
        .isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    assertThat(new IngestHealth(services).execute().getStatus())
        .isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    assertThat(new EmbedderHealth(services).execute().getStatus())
        .isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    assertThat(new KernelsHealth(services).execute().getStatus())
        .isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    assertThat(new ExtractorHealth(services).execute().getStatus()).isEqualTo(Status.CRITICAL);
  }

  @Test
  void theExtractorSpeaksForItself() {
    services.extractor = new StatedExtractor(new Readiness(true, "The first file starts it."));
    Result calm = new ExtractorHealth(services).execute();
    assertThat(calm.getStatus()).isEqualTo(Status.OK);
    assertThat(calm.toString()).contains("The first file starts it.");

    services.extractor = new StatedExtractor(new Readiness(false, "It cannot start."));
    Result broken = new ExtractorHealth(services).execute();
    assertThat(broken.getStatus()).isEqualTo(Status.CRITICAL);
    assertThat(broken.toString()).contains("It cannot start.");
  }

  private record StatedExtractor(Readiness readiness) implements Extractor {
    @Override
    public ExtractedDocument extract(ExtractionRequest request) {
      throw new UnsupportedOperationException("Health checks read no files");
    }
  }

  @Test
  void aDamagedIndexIsCritical() {
    MemoryIndex index = new MemoryIndex();
    services.index = index;
    assertThat(new IndexHealth(services).execute().getStatus()).isEqualTo(Status.OK);

    index.damage();
    Result result = new IndexHealth(services).execute();
    assertThat(result.getStatus()).isEqualTo(Status.CRITICAL);
    assertThat(result.toString()).contains("index-repair");
  }

  @Test
  void quarantineInformsAndAStallWarns() {
    MemoryIngest ingest = new MemoryIngest();
    services.ingest = ingest;
    ingest.put("c", "a.pdf", Outcome.QUARANTINED, "Broken.");
    Result calm = new IngestHealth(services).execute();
    assertThat(calm.getStatus()).isEqualTo(Status.OK);
    assertThat(calm.toString()).contains("1 documents are quarantined");

    ingest.stall("The disk is full: make room.");
    assertThat(new IngestHealth(services).execute().getStatus()).isEqualTo(Status.WARN);
  }

  @Test
  void aHeldSourceWarns() {
    MemoryIngest ingest = new MemoryIngest();
    services.ingest = ingest;
    ingest.put(
        new Source("s", "c", "files", "/gone", true, Source.State.HELD, "Lists nothing.", null));

    Result result = new IngestHealth(services).execute();
    assertThat(result.getStatus()).isEqualTo(Status.WARN);
    assertThat(result.toString()).contains("/gone").contains("Lists nothing.");
  }

  @Test
  void slowKernelsWarn() {
    ReportingKernels java = kernels("java", List.of());
    services.kernels.add(java);
    assertThat(new KernelsHealth(services).execute().getStatus()).isEqualTo(Status.WARN);

    services.kernels.addFirst(kernels("onednn", List.of()));
    assertThat(new KernelsHealth(services).execute().getStatus()).isEqualTo(Status.OK);

    services.kernels.addFirst(kernels("onednn", List.of("matmul uses ref:any")));
    Result result = new KernelsHealth(services).execute();
    assertThat(result.getStatus()).isEqualTo(Status.WARN);
    assertThat(result.toString()).contains("ref:any");
  }

  @Test
  void aFullDiskIsCritical(@TempDir Path data) {
    DiskHealth disk = new DiskHealth(data.toString());

    assertThat(judged(disk, 5_000_000_000L)).isEqualTo(Status.OK);
    assertThat(judged(disk, 900_000_000L)).isEqualTo(Status.WARN);
    assertThat(judged(disk, 100_000_000L)).isEqualTo(Status.CRITICAL);
    assertThat(disk.execute().toString()).contains("MB free in " + data);
    assertThat(new DiskHealth(data.resolve("none").toString()).execute().getStatus())
        .isEqualTo(Status.CRITICAL);
    assertThat(new DiskHealth((String) null).execute().toString()).contains("hawser.data");
  }

  private static Status judged(DiskHealth disk, long usable) {
    FormattingResultLog log = new FormattingResultLog();
    disk.judge(usable, log);
    return new Result(log).getStatus();
  }

  private static ReportingKernels kernels(String name, List<String> warnings) {
    return new ReportingKernels(new KernelsReport(name, "1", "isa", Map.of(), warnings));
  }
}
