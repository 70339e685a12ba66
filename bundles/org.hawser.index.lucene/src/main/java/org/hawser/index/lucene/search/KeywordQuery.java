package org.hawser.index.lucene.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.hawser.index.lucene.store.Fields;

/// Builds the keyword query of a question. The question's words are only ever words: no character
/// has a meaning.
final class KeywordQuery {
  private final Words words;
  private final int maxTerms;

  KeywordQuery(Words words, int maxTerms) {
    this.words = words;
    this.maxTerms = maxTerms;
  }

  /// Any of the words, or nothing when the question has none that is indexed.
  ///
  /// @param scope the only chunks to look at
  Optional<Query> of(String text, Optional<Query> scope, IndexReader reader, List<String> notes)
      throws IOException {
    Map<String, Integer> counts = words.count(text);
    List<String> terms = new ArrayList<>(counts.keySet());
    if (terms.isEmpty()) {
      notes.add("The question has no word that keyword search can use.");
      return Optional.empty();
    }
    if (terms.size() > maxTerms) {
      notes.add(
          "The question has "
              + terms.size()
              + " different words; keyword search used the "
              + maxTerms
              + " rarest.");
      terms = rarest(terms, reader);
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String term : terms) {
      Query single = new TermQuery(new Term(Fields.BODY, term));
      int count = counts.get(term);
      query.add(count == 1 ? single : new BoostQuery(single, count), Occur.SHOULD);
    }
    if (scope.isEmpty()) {
      return Optional.of(query.build());
    }
    return Optional.of(
        new BooleanQuery.Builder()
            .add(query.build(), Occur.MUST)
            .add(scope.get(), Occur.FILTER)
            .build());
  }

  private List<String> rarest(List<String> terms, IndexReader reader) throws IOException {
    Map<String, Integer> frequency = new HashMap<>();
    for (String term : terms) {
      int documents = reader.docFreq(new Term(Fields.BODY, term));
      // A word no chunk has cannot help.
      frequency.put(term, documents == 0 ? Integer.MAX_VALUE : documents);
    }
    return terms.stream().sorted(Comparator.comparing(frequency::get)).limit(maxTerms).toList();
  }
}
