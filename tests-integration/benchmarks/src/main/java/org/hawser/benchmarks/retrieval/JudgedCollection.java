package org.hawser.benchmarks.retrieval;

import java.util.List;
import java.util.Map;

/// Passages, and questions with the passages that answer them.
///
/// @param name collection name in the index
/// @param passages what is searched
/// @param topics what is asked
public record JudgedCollection(String name, List<Passage> passages, List<Topic> topics) {
  /// One passage.
  ///
  /// @param id its name in the judgements
  /// @param title empty when it has none
  /// @param text its text
  public record Passage(String id, String title, String text) {}

  /// One question.
  ///
  /// @param id its name
  /// @param text the question
  /// @param relevance grade of each judged passage, above 0 for relevant ones
  public record Topic(String id, String text, Map<String, Integer> relevance) {
    public Topic {
      relevance = Map.copyOf(relevance);
    }

    /// Whether any passage answers it.
    public boolean answerable() {
      return relevance.values().stream().anyMatch(grade -> grade > 0);
    }
  }

  public JudgedCollection {
    passages = List.copyOf(passages);
    topics = List.copyOf(topics);
  }
}
