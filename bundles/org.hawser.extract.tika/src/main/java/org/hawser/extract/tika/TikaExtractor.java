package org.hawser.extract.tika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.api.extract.Extractor;
import org.hawser.api.extract.Readiness;
import org.hawser.extract.tika.process.BundleClassPath;
import org.hawser.extract.tika.process.ClassPath;
import org.hawser.extract.tika.process.Launch;
import org.hawser.extract.tika.process.WorkerPool;
import org.hawser.extract.tika.protocol.ReadDocument;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Refusal;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads files with Apache Tika in worker processes of their own.
@Component(service = Extractor.class)
@Designate(ocd = TikaExtractorConfiguration.class)
public final class TikaExtractor implements Extractor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TikaExtractor.class);

  private final Settings settings;
  private final WorkerPool pool;

  @Activate
  public TikaExtractor(BundleContext context, TikaExtractorConfiguration configuration) {
    this(
        settings(context, Settings.of(configuration)),
        dataFolder(context.getProperty("hawser.data")),
        new BundleClassPath(context.getBundle(), context.getDataFile("worker").toPath()));
  }

  private static Settings settings(BundleContext context, Settings configured) {
    return Boolean.parseBoolean(context.getProperty("hawser.documents.expected"))
        ? configured.startingAtOnce()
        : configured;
  }

  TikaExtractor(Settings settings, Path folder, ClassPath classPath) {
    this.settings = settings;
    String noOcr = noTextRecognition(settings);
    WorkerLimits limits = settings.limits(noOcr.isEmpty());
    this.pool =
        new WorkerPool(
            settings.workers(),
            new Launch(
                classPath,
                folder,
                settings.workerHeapMegabytes(),
                settings.deadline(),
                settings.filesPerWorker(),
                limits),
            settings.startAfter());
    LOG.info(
        "Text recognition (OCR) is {}",
        noOcr.isEmpty()
            ? "on: Tesseract is installed, languages " + limits.ocrLanguages()
            : "off: " + noOcr);
  }

  /// Why pictures are not read; empty when they are.
  private static String noTextRecognition(Settings settings) {
    if (!Tesseract.installed(System.getenv("PATH"))) {
      return "Tesseract is not on the PATH";
    }
    if (!settings.ocrAllowed()) {
      return "the configuration says ocr=off";
    }
    List<String> missing = Tesseract.missing(settings.limits().ocrLanguages());
    return missing.isEmpty()
        ? ""
        : "Tesseract has no language data for "
            + String.join(", ", missing)
            + ", install it or correct ocrLanguages";
  }

  @Override
  @Deactivate
  public void close() {
    pool.close();
  }

  @Override
  public ExtractedDocument extract(ExtractionRequest request)
      throws ExtractionException, InterruptedException {
    check(request.file());
    ReadTask task = new ReadTask(request.file().toAbsolutePath().toString(), request.name());
    return switch (pool.read(task)) {
      case ReadDocument document -> Conversion.toExtracted(document);
      case Refusal refusal ->
          throw new ExtractionException(Conversion.toReason(refusal), refusal.message());
    };
  }

  @Override
  public Readiness readiness() {
    return pool.readiness();
  }

  private static Path dataFolder(String data) {
    if (data == null) {
      throw new IllegalStateException(
          "The framework property hawser.data is missing: set it to the data directory.");
    }
    return Path.of(data).resolve("extract");
  }

  private void check(Path file) throws ExtractionException {
    long size;
    try {
      if (!Files.exists(file)) {
        throw new ExtractionException(
            Reason.UNREADABLE, "The file is not there any more: list its source again.");
      }
      if (!Files.isRegularFile(file)) {
        throw new ExtractionException(
            Reason.UNREADABLE,
            "This is not a regular file: give a file, not a folder or a device.");
      }
      if (!Files.isReadable(file)) {
        throw new ExtractionException(
            Reason.UNREADABLE,
            "The file may not be read by the account Hawser runs under: give it read permission.");
      }
      size = Files.size(file);
    } catch (IOException failure) {
      throw new ExtractionException(
          Reason.UNREADABLE, "The file could not be opened: check the disk it lies on.", failure);
    }
    if (size == 0) {
      throw new ExtractionException(
          Reason.EMPTY, "The file is empty (0 bytes): save it again from its program.");
    }
    if (size > settings.maxFileBytes()) {
      throw new ExtractionException(
          Reason.TOO_LARGE,
          "The file has "
              + (size >> 20)
              + " MB, more than the limit of "
              + (settings.maxFileBytes() >> 20)
              + " MB: split it or raise maxFileMegabytes.");
    }
  }
}
