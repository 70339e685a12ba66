package org.hawser.api.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/// Brings documents in. What a method acknowledges is on disk and survives a killed process. All
/// methods are safe from any thread.
@ProviderType
public interface Ingest {
  /// Stores an uploaded document and queues it. Returns after the bytes and the queue entry are
  /// synced to disk. Uploading the same path again replaces the document; the same bytes again end
  /// as [Outcome#UNCHANGED].
  ///
  /// @param collection collection to put it in
  /// @param path path or file name, `/` separated, without `..`
  /// @param content read to its end, not closed
  /// @throws IngestException when the upload is refused (bad name, too large) or cannot be stored
  ///     (full disk)
  DocumentStatus upload(String collection, String path, InputStream content) throws IOException;

  /// Registers a source, or updates the one with the same collection, connector and location, and
  /// starts a synchronisation.
  ///
  /// @param collection collection its documents go to
  /// @param connector name of a connector, such as `files`
  /// @param location where to look, in the connector's own notation
  /// @param watch keep following changes and deletions after this synchronisation
  /// @throws IOException when the connector is unknown or refuses the location
  Source addSource(String collection, String connector, String location, boolean watch)
      throws IOException;

  /// Compares a source with what is known of it and queues what differs.
  ///
  /// @param acceptLoss whether what a [Source.State#HELD] source no longer lists is gone for good
  ///     and deleted; without it such a source stays held until it lists everything again
  Source synchronise(String sourceId, boolean acceptLoss) throws IOException;

  /// Forgets a source.
  ///
  /// @param deleteDocuments also remove its documents from the index
  void removeSource(String sourceId, boolean deleteDocuments) throws IOException;

  /// The registered sources.
  List<Source> sources();

  /// Documents of one source per outcome; of the uploads for the id `upload`. All are zero for a
  /// source nobody knows.
  Map<Outcome, Long> outcomesOf(String sourceId);

  /// What became of a document.
  Optional<DocumentStatus> status(String documentId);

  /// Every document ever accepted and not deleted, ordered by collection and path.
  ///
  /// @param collection collection to list, or empty for all
  /// @param outcome outcome to list, or empty for all
  /// @param offset how many to skip
  /// @param limit how many to return at most, 1..1000
  List<DocumentStatus> documents(
      Optional<String> collection, Optional<Outcome> outcome, int offset, int limit);

  /// Removes a document from the queue and the index. A document of a watched source comes back
  /// when it changes there.
  void delete(String documentId) throws IOException;

  /// Queues a quarantined or unsupported document again.
  ///
  /// @throws IngestException when there is no such document, or its source was removed
  DocumentStatus retry(String documentId) throws IOException;

  /// The stored original of an uploaded document, or the file of a source on local disk; empty when
  /// the original is not at hand.
  Optional<Path> original(String documentId) throws IOException;

  /// Counts per outcome and what is going on now.
  IngestProgress progress();

  /// Calls `listener` after every change of a document's status, from an ingest thread; it must
  /// return quickly. Ends when the handle is closed.
  AutoCloseable subscribe(Consumer<DocumentStatus> listener);
}
