package org.hawser.api.connector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/// Lists and reads one kind of source system: a folder, a share, a wiki.
///
/// A connector keeps no state about what was ingested; the ingest service compares what is listed
/// with what it has. All methods may be called from any thread and may block.
@ConsumerType
public interface Connector {
  /// Short name used in configuration and commands, such as `files`.
  String name();

  /// Checks a location and brings it to its one canonical form, so that two spellings of the same
  /// place become the same source.
  ///
  /// @throws SourceException when the location cannot be used, with a sentence saying why
  String canonicalLocation(String location) throws SourceException;

  /// Lists every item of the source that is there now, in any order, one call of the sink each. The
  /// listing must use bounded memory whatever the size of the source.
  ///
  /// @throws SourceException when the source as a whole cannot be listed, or stopped being listable
  ///     on the way; the ingest service then deletes nothing
  /// @throws InterruptedException when asked to stop
  void list(String location, ItemSink sink) throws SourceException, InterruptedException;

  /// Opens the content of an item. The caller closes the stream.
  ///
  /// @throws IOException when this item cannot be read; the message names the cause
  InputStream open(String location, SourceItem item) throws IOException;

  /// The item as a file on this machine, when the source is one and the file is there now; used to
  /// show the original, not to read it. Empty for every other kind of source.
  default Optional<Path> localFile(String location, String path) {
    return Optional.empty();
  }

  /// Calls `changed` soon after something changes in the source, until the handle is closed. Calls
  /// may be merged; one follows every change. A source that cannot notify polls.
  ///
  /// @throws SourceException when the source cannot be watched
  AutoCloseable watch(String location, Runnable changed) throws SourceException;

  /// Receives a listing.
  @FunctionalInterface
  interface ItemSink {
    /// Takes one item; blocks when the receiver is busy.
    void accept(SourceItem item) throws InterruptedException;
  }
}
