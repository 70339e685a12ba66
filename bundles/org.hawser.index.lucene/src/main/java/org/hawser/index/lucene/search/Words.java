package org.hawser.index.lucene.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.hawser.index.lucene.store.Fields;

/// Turns text into the words that are indexed: Unicode word breaks, lower case, English stop words
/// and possessives, Porter stems.
public final class Words {
  private final Analyzer analyzer = new EnglishAnalyzer();

  public Analyzer analyzer() {
    return analyzer;
  }

  /// The words of a question with how often each occurs, in order of first occurrence.
  public Map<String, Integer> count(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    try (TokenStream tokens = analyzer.tokenStream(Fields.BODY, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        counts.merge(term.toString(), 1, Integer::sum);
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading a string does not fail", e);
    }
    return counts;
  }
}
