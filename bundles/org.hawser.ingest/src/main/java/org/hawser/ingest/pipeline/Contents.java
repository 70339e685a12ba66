package org.hawser.ingest.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.Source;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.SourceEntry;
import org.hawser.ingest.store.BlobStore;
import org.hawser.ingest.store.Spool;
import org.hawser.ingest.store.Spooled;

/// Gets at the bytes of a document: the stored upload, or a copy of what the source holds now.
public final class Contents {
  private final Journal journal;
  private final BlobStore blobs;
  private final Spool spool;
  private final Connectors connectors;

  public Contents(Journal journal, BlobStore blobs, Spool spool, Connectors connectors) {
    this.journal = journal;
    this.blobs = blobs;
    this.spool = spool;
    this.connectors = connectors;
  }

  /// Bytes that stay the same while they are read.
  ///
  /// @param temporary to be closed afterwards
  record Content(Path file, String sha256, long sizeBytes, Optional<Spooled> temporary)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (temporary.isPresent()) {
        temporary.get().close();
      }
    }
  }

  /// The source as a whole cannot be read now; its documents are not to blame.
  static final class SourceAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceAwayException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The connector went away before it had read the document, which therefore is not to blame: it
  /// waits for the connector, or is read by the one that took its place.
  static final class ConnectorGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectorGoneException(String name, Throwable cause) {
      super(
          "The connector '"
              + name
              + "' stopped before it had read this document: it is read when the connector is"
              + " running again.",
          cause);
    }
  }

  Content open(Entry entry) throws IOException {
    return entry.key().source().equals("upload") ? upload(entry) : copy(entry);
  }

  private Content upload(Entry entry) throws IOException {
    String hash = entry.status().contentHash();
    Path file =
        blobs
            .find(hash)
            .orElseThrow(
                () ->
                    new IOException(
                        "The stored bytes of this upload are gone from the data directory: upload"
                            + " it again."));
    return new Content(file, hash, entry.status().sizeBytes(), Optional.empty());
  }

  private Content copy(Entry entry) throws IOException {
    Source source = source(entry.key());
    Connector connector = connector(source);
    SourceItem item =
        new SourceItem(
            entry.key().path(),
            entry.status().sizeBytes(),
            entry.modified(),
            entry.changeToken(),
            "");
    try (InputStream in = connector.open(source.location(), item)) {
      Spooled spooled = spool.take(in);
      return new Content(
          spooled.file(), spooled.sha256(), spooled.sizeBytes(), Optional.of(spooled));
    } catch (SourceException e) {
      requireRunning(source, connector, e);
      throw new SourceAwayException(e.getMessage(), e);
    } catch (IOException e) {
      requireRunning(source, connector, e);
      requireReachable(connector, source);
      throw e;
    } catch (RuntimeException | LinkageError e) {
      requireRunning(source, connector, e);
      throw e;
    }
  }

  /// A connector that is being stopped may fail in any way, and says anything.
  private void requireRunning(Source source, Connector connector, Throwable failure)
      throws ConnectorGoneException {
    if (connectors.find(source.connector()).filter(c -> c == connector).isEmpty()) {
      throw new ConnectorGoneException(source.connector(), failure);
    }
  }

  private static void requireReachable(Connector connector, Source source) throws IOException {
    try {
      connector.canonicalLocation(source.location());
    } catch (SourceException e) {
      throw new SourceAwayException(e.getMessage(), e);
    }
  }

  private Source source(DocumentKey key) throws IOException {
    return journal
        .read(ledger -> ledger.source(key.source()))
        .map(SourceEntry::source)
        .orElseThrow(
            () ->
                new SourceAwayException(
                    "The source of this document is not registered any more: add it again.", null));
  }

  private Connector connector(Source source) throws ConnectorGoneException {
    return connectors
        .find(source.connector())
        .orElseThrow(() -> new ConnectorGoneException(source.connector(), null));
  }

  /// The file a user can open to see the original.
  public Optional<Path> original(Entry entry) {
    if (entry.key().source().equals("upload")) {
      return blobs.find(entry.status().contentHash());
    }
    return journal
        .read(ledger -> ledger.source(entry.key().source()))
        .map(SourceEntry::source)
        .flatMap(
            source ->
                connectors
                    .find(source.connector())
                    .flatMap(c -> c.localFile(source.location(), entry.key().path())));
  }
}
