package org.hawser.index.lucene.search;

import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.index.lucene.store.Fields;

/// The chunks a search may look at.
final class Scope {
  private Scope() {}

  /// @return empty for all of them
  static Optional<Query> of(RetrievalQuery query) {
    if (query.collections().isEmpty() && query.documents().isEmpty()) {
      return Optional.empty();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    add(all, Fields.COLLECTION, query.collections());
    add(all, Fields.DOCUMENT, query.documents());
    return Optional.of(all.build());
  }

  private static void add(BooleanQuery.Builder all, String field, Set<String> values) {
    if (!values.isEmpty()) {
      all.add(
          new TermInSetQuery(field, values.stream().map(value -> new BytesRef(value)).toList()),
          Occur.FILTER);
    }
  }
}
