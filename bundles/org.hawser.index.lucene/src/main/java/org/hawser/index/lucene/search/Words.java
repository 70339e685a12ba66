package org.hawser.index.lucene.search;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.hawser.index.lucene.store.Fields;

/// Turns text into the words that are indexed: Unicode word breaks, lower case, English stop words
/// and possessives, Porter stems.
public final class Words {
  private final Analyzer analyzer = new English();

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

  private static final class English extends Analyzer {
    /// The word breaks of Unicode keep `Re:invoice` and `annual_report` together; people search
    /// for the parts.
    private final NormalizeCharMap breaks = breaks();

    private static NormalizeCharMap breaks() {
      NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
      map.add(":", " ");
      map.add("_", " ");
      return map.build();
    }

    @Override
    protected Reader initReader(String field, Reader reader) {
      return new MappingCharFilter(breaks, reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokenizer = new StandardTokenizer();
      TokenStream words = new EnglishPossessiveFilter(tokenizer);
      words = new LowerCaseFilter(words);
      words = new StopFilter(words, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
      return new TokenStreamComponents(tokenizer, new PorterStemFilter(words));
    }
  }
}
