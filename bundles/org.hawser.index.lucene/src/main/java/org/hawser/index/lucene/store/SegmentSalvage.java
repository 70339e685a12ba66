package org.hawser.index.lucene.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FieldsProducer;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.document.DocumentStoredFieldVisitor;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// Tells which documents a damaged segment held. The ids stand in it twice, in different files: as
/// terms and in the stored descriptions.
final class SegmentSalvage {
  private final SegmentCommitInfo commit;
  private final SegmentInfo segment;
  private final Codec codec;
  private final Iterable<SegmentCommitInfo> all;
  private boolean complete;

  /// @param commit the damaged segment
  /// @param all every segment of the index
  SegmentSalvage(SegmentCommitInfo commit, Iterable<SegmentCommitInfo> all) {
    this.commit = commit;
    this.segment = commit.info;
    this.codec = commit.info.getCodec();
    this.all = all;
  }

  /// Whether the last reading found all ids there were.
  boolean complete() {
    return complete;
  }

  /// Ids of the documents, as far as they can be read.
  Set<String> documentIds() {
    Set<String> ids = new TreeSet<>();
    complete =
        attempt(
            () ->
                withFiles(
                    segment,
                    files -> {
                      FieldInfos fields = fields(files);
                      Bits live = liveDocs();
                      if (!attempt(() -> readTerms(files, fields, live, ids))) {
                        readStored(files, fields, live, ids);
                      }
                    }));
    return ids;
  }

  /// Fields of the segment; when they cannot be read, those of another one: Lucene numbers fields
  /// the same way in all segments.
  private FieldInfos fields(Directory files) throws IOException {
    List<FieldInfos> found = new ArrayList<>();
    if (attempt(() -> found.add(fieldsIn(segment, files)))) {
      return found.getFirst();
    }
    for (SegmentCommitInfo other : all) {
      if (attempt(() -> withFiles(other.info, f -> found.add(fieldsIn(other.info, f))))) {
        return found.getFirst();
      }
    }
    throw new CorruptIndexException("No field list can be read", segment.name);
  }

  private static FieldInfos fieldsIn(SegmentInfo segment, Directory files) throws IOException {
    return segment.getCodec().fieldInfosFormat().read(files, segment, "", IOContext.READONCE);
  }

  private static void withFiles(SegmentInfo segment, FilesAction action) throws IOException {
    if (segment.getUseCompoundFile()) {
      try (Directory files =
          segment.getCodec().compoundFormat().getCompoundReader(segment.dir, segment)) {
        action.on(files);
      }
    } else {
      action.on(segment.dir);
    }
  }

  private static boolean attempt(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /// Deletions that cannot be read count as none: naming a document too many costs one ingestion.
  private Bits liveDocs() {
    try {
      return commit.hasDeletions()
          ? codec.liveDocsFormat().readLiveDocs(segment.dir, commit, IOContext.READONCE)
          : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private void readTerms(Directory files, FieldInfos fields, Bits live, Set<String> ids)
      throws IOException {
    var state = new SegmentReadState(files, segment, fields, IOContext.DEFAULT);
    try (FieldsProducer postings = codec.postingsFormat().fieldsProducer(state)) {
      Terms terms = postings.terms(Fields.DOCUMENT);
      TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
      PostingsEnum entries = null;
      for (BytesRef id = each.next(); id != null; id = each.next()) {
        entries = each.postings(entries, PostingsEnum.NONE);
        if (anyLive(entries, live)) {
          ids.add(id.utf8ToString());
        }
      }
    }
  }

  private static boolean anyLive(PostingsEnum entries, Bits live) throws IOException {
    int entry = entries.nextDoc();
    while (entry != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(entry)) {
      entry = entries.nextDoc();
    }
    return entry != DocIdSetIterator.NO_MORE_DOCS;
  }

  private void readStored(Directory files, FieldInfos fields, Bits live, Set<String> ids)
      throws IOException {
    try (StoredFieldsReader stored =
        codec.storedFieldsFormat().fieldsReader(files, segment, fields, IOContext.DEFAULT)) {
      for (int entry = 0; entry < segment.maxDoc(); entry++) {
        if (live == null || live.get(entry)) {
          var visitor = new DocumentStoredFieldVisitor(Fields.RECORD);
          stored.document(entry, visitor);
          BytesRef record = visitor.getDocument().getBinaryValue(Fields.RECORD);
          if (record != null) {
            ids.add(Records.decodeDocument(record).document().id());
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface FilesAction {
    void on(Directory files) throws IOException;
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws IOException;
  }
}
