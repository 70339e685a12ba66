package org.hawser.index.lucene.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.hawser.api.document.Document;
import org.hawser.index.lucene.store.BlockReader;
import org.hawser.index.lucene.store.Fields;

/// Lists and counts what is searchable.
public final class Catalogue {
  private static final Sort ORDER = new Sort(new SortField(Fields.ORDER, SortField.Type.STRING));

  private final IndexSearcher searcher;

  public Catalogue(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /// Documents by collection, then path.
  public List<Document> documents(Optional<String> collection, int offset, int limit)
      throws IOException {
    Query query =
        collection.map(Catalogue::documentsOf).orElseGet(() -> kind(Fields.DOCUMENT_KIND));
    int end =
        (int) Math.min((long) offset + limit, Math.max(1, searcher.getIndexReader().maxDoc()));
    ScoreDoc[] found = searcher.search(query, end, ORDER).scoreDocs;
    BlockReader reader = new BlockReader(searcher);
    List<Document> documents = new ArrayList<>();
    for (int i = offset; i < found.length; i++) {
      documents.add(reader.document(found[i].doc));
    }
    return documents;
  }

  /// Ids behind `after`, ascending: read from the terms alone.
  public List<String> ids(String after, int limit) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    Terms all = MultiTerms.getTerms(reader, Fields.DOCUMENT);
    List<String> ids = new ArrayList<>();
    if (all == null) {
      return ids;
    }
    Bits live = MultiBits.getLiveDocs(reader);
    TermsEnum each = all.iterator();
    BytesRef start = new BytesRef(after);
    boolean more = each.seekCeil(start) != SeekStatus.END;
    if (more && each.term().equals(start)) {
      more = each.next() != null;
    }
    PostingsEnum entries = null;
    while (more && ids.size() < limit) {
      entries = each.postings(entries, PostingsEnum.NONE);
      if (anyLives(entries, live)) {
        ids.add(each.term().utf8ToString());
      }
      more = each.next() != null;
    }
    return ids;
  }

  /// A deleted document keeps its term until its segment is merged away.
  private static boolean anyLives(PostingsEnum entries, Bits live) throws IOException {
    int entry = entries.nextDoc();
    while (entry != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(entry)) {
      entry = entries.nextDoc();
    }
    return entry != DocIdSetIterator.NO_MORE_DOCS;
  }

  public long documents() throws IOException {
    return searcher.count(kind(Fields.DOCUMENT_KIND));
  }

  public long chunks() throws IOException {
    return searcher.count(kind(Fields.CHUNK_KIND));
  }

  public Map<String, Long> documentsPerCollection() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    Terms collections = MultiTerms.getTerms(searcher.getIndexReader(), Fields.COLLECTION);
    TermsEnum each = collections == null ? TermsEnum.EMPTY : collections.iterator();
    for (BytesRef name = each.next(); name != null; name = each.next()) {
      String collection = name.utf8ToString();
      long count = searcher.count(documentsOf(collection));
      if (count > 0) {
        counts.put(collection, count);
      }
    }
    return counts;
  }

  private static Query documentsOf(String collection) {
    return new BooleanQuery.Builder()
        .add(kind(Fields.DOCUMENT_KIND), Occur.FILTER)
        .add(new TermQuery(new Term(Fields.COLLECTION, collection)), Occur.FILTER)
        .build();
  }

  private static Query kind(String kind) {
    return new TermQuery(new Term(Fields.KIND, kind));
  }
}
