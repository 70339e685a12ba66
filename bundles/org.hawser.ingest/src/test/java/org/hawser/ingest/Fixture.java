package org.hawser.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.ingest.chunk.ChunkOptions;
import org.hawser.ingest.parts.FolderIndex;
import org.hawser.ingest.parts.LineExtractor;
import org.hawser.ingest.parts.WordEmbedder;
import org.hawser.ingest.pipeline.Limits;
import org.hawser.ingest.store.DiskSpace;
import org.hawser.testkit.Await;

/// An ingest service on a folder, with its parts.
final class Fixture implements AutoCloseable {
  static final Settings SETTINGS =
      new Settings(1 << 20, 0, new ChunkOptions(64, 16, 16), new Limits(1, 3, 8, 20_000, 8, 200));

  final IngestService ingest;
  final FolderIndex index;
  final LineExtractor extractor = new LineExtractor();
  final WordEmbedder embedder = new WordEmbedder();

  Fixture(Path data) throws IOException {
    this(data, SETTINGS, _ -> Long.MAX_VALUE);
  }

  Fixture(Path data, Settings settings, DiskSpace.Usable usable) throws IOException {
    index = new FolderIndex(data.resolve("index"));
    ingest =
        new IngestService(data, settings, new DiskSpace(data, settings.diskReserveBytes(), usable));
  }

  Fixture withParts() {
    ingest.bindIndex(index);
    ingest.bindExtractor(extractor);
    ingest.bindEmbedder(embedder);
    return this;
  }

  Fixture started() {
    ingest.start();
    return this;
  }

  DocumentStatus upload(String path, String text) throws IOException {
    return ingest.upload("default", path, bytes(text));
  }

  DocumentStatus settle(DocumentStatus status) {
    Await.until(
        status.key() + " is settled", () -> status(status.documentId()).outcome().settled());
    return status(status.documentId());
  }

  DocumentStatus status(String id) {
    return ingest.status(id).orElseThrow();
  }

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    ingest.stop();
  }
}
