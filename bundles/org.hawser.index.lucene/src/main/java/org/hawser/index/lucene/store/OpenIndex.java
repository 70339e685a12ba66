package org.hawser.index.lucene.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.index.IndexException;
import org.hawser.index.lucene.store.IndexFormat.VectorModel;

/// An index that is open for reading and writing. Searchers see the last commit and nothing later.
public final class OpenIndex implements Closeable {
  private final Path folder;
  private final Directory directory;
  private final SnapshotDeletionPolicy snapshots;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private volatile VectorModel model;

  private OpenIndex(
      Path folder,
      Directory directory,
      SnapshotDeletionPolicy snapshots,
      IndexWriter writer,
      SearcherManager searchers,
      VectorModel model) {
    this.folder = folder;
    this.directory = directory;
    this.snapshots = snapshots;
    this.writer = writer;
    this.searchers = searchers;
    this.model = model;
  }

  /// Opens the index in `folder`, or creates an empty one.
  static OpenIndex open(Path folder, DirectoryOpener directories, WriterFactory writers)
      throws IOException {
    Files.createDirectories(folder);
    Directory directory = directories.open(folder);
    IndexWriter writer = null;
    SearcherManager searchers = null;
    try {
      boolean fresh = isEmpty(directory);
      IndexFormat format = fresh ? new IndexFormat(VectorModel.NONE) : read(folder, directory);
      SnapshotDeletionPolicy snapshots =
          new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
      writer = writers.open(directory, snapshots);
      if (fresh) {
        writer.setLiveCommitData(format.toUserData().entrySet());
        writer.commit();
      }
      searchers = new SearcherManager(directory, new Searchers(writers));
      return new OpenIndex(folder, directory, snapshots, writer, searchers, format.model());
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(searchers, writer, directory);
      throw e;
    }
  }

  private static boolean isEmpty(Directory directory) throws IOException {
    List<String> files = Arrays.asList(directory.listAll());
    if (files.stream().anyMatch(file -> file.startsWith("segments"))) {
      return false;
    }
    if (files.stream().anyMatch(file -> file.startsWith("_"))) {
      throw new CorruptIndexException("missing", "its segments file");
    }
    return true;
  }

  private static IndexFormat read(Path folder, Directory directory) throws IOException {
    try {
      var data = SegmentInfos.readLatestCommit(directory).getUserData();
      return IndexFormat.fromUserData(data, folder);
    } catch (IllegalArgumentException e) {
      throw new IndexException(
          "The index at "
              + folder
              + " uses a storage format this Hawser does not have: start the Hawser that wrote it,"
              + " or move the folder away and ingest the documents again.",
          e);
    }
  }

  /// Whether it still accepts changes; Lucene closes a writer that met a full disk.
  boolean isUsable() {
    return writer.isOpen() && writer.getTragicException() == null;
  }

  /// Model of the vectors in the index, committed or not.
  public VectorModel model() {
    return model;
  }

  /// Runs `action` on the documents of the last commit.
  public <T> T search(SearchAction<T> action) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return action.on(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /// Replaces the document's block; `from` is the model of the vectors, if any.
  void replace(
      Document document, String text, List<Chunk> chunks, float[][] vectors, VectorModel from)
      throws IOException {
    if (vectors != null && vectors.length > 0) {
      adopt(from);
    }
    writer.updateDocuments(
        new Term(Fields.DOCUMENT, document.id()),
        DocumentBlock.of(document, text, chunks, vectors));
  }

  void delete(String documentId) throws IOException {
    writer.deleteDocuments(new Term(Fields.DOCUMENT, documentId));
  }

  void commit() throws IOException {
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  /// The first vectors decide the model; it can change again when the index is empty.
  private synchronized void adopt(VectorModel from) throws IOException {
    if (from.equals(model)) {
      return;
    }
    if (model.present() && writer.getDocStats().numDocs > 0) {
      throw new IndexException(
          "The index at "
              + folder
              + " holds vectors of the model "
              + model.id()
              + " ("
              + model.dimensions()
              + " numbers each) and cannot take those of "
              + from.id()
              + " ("
              + from.dimensions()
              + "): go back to the first model, or delete all documents and ingest them again.");
    }
    model = from;
    writer.setLiveCommitData(new IndexFormat(from).toUserData().entrySet());
  }

  /// Runs `action` over the files of the last commit, which stay until it ends.
  <T> T snapshot(SnapshotAction<T> action) throws IOException {
    IndexCommit commit = snapshots.snapshot();
    try {
      return action.on(new CommitDirectory(directory, commit.getFileNames()));
    } finally {
      snapshots.release(commit);
      writer.deleteUnusedFiles();
    }
  }

  /// Closes; changes that were not committed are gone.
  @Override
  public void close() throws IOException {
    IOUtils.close(searchers, writer::rollback, directory);
  }

  /// Work on the last commit.
  @FunctionalInterface
  public interface SearchAction<T> {
    T on(IndexSearcher searcher) throws IOException;
  }

  /// Work on the files of the last commit.
  @FunctionalInterface
  interface SnapshotAction<T> {
    T on(Directory files) throws IOException;
  }

  private static final class Searchers extends SearcherFactory {
    private final WriterFactory writers;

    private Searchers(WriterFactory writers) {
      this.writers = writers;
    }

    @Override
    public IndexSearcher newSearcher(
        org.apache.lucene.index.IndexReader reader, org.apache.lucene.index.IndexReader previous) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(writers.similarity());
      return searcher;
    }
  }
}
