package org.hawser.index.lucene.store;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FieldsProducer;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.document.DocumentStoredFieldVisitor;
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
import org.apache.lucene.util.IOUtils;

/// Tells which documents a damaged segment held. The ids stand in it twice, in different files: as
/// terms and in the stored descriptions.
final class SegmentSalvage {
  private final SegmentCommitInfo commit;
  private final SegmentInfo segment;
  private final Codec codec;
  private boolean complete;

  SegmentSalvage(SegmentCommitInfo commit) {
    this.commit = commit;
    this.segment = commit.info;
    this.codec = commit.info.getCodec();
  }

  /// Whether the last reading found all ids there were.
  boolean complete() {
    return complete;
  }

  /// Ids of the documents, as far as they can be read.
  Set<String> documentIds() {
    Set<String> ids = new TreeSet<>();
    Directory files = segment.dir;
    Directory compound = null;
    try {
      if (segment.getUseCompoundFile()) {
        compound = codec.compoundFormat().getCompoundReader(files, segment);
        files = compound;
      }
      read(files, ids);
    } catch (IOException | RuntimeException e) {
      complete = false;
    } finally {
      IOUtils.closeWhileHandlingException(compound);
    }
    return ids;
  }

  private void read(Directory files, Set<String> ids) throws IOException {
    Bits live = liveDocs();
    FieldInfos fields = codec.fieldInfosFormat().read(files, segment, "", IOContext.DEFAULT);
    complete = attempt(() -> readTerms(files, fields, live, ids));
    if (!complete) {
      complete = attempt(() -> readStored(files, fields, live, ids));
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
  private interface Attempt {
    void run() throws IOException;
  }
}
