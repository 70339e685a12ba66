package org.hawser.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hawser.api.prompt.PromptDocument;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// A question with sources of equal length, one chunk each, for tests of prompt strategies. A token
/// is a word.
///
/// @param found numbers of the sources found, best first; their document has more
/// @param parts sources the document has
/// @param words words of each
/// @param named whether the question names the document
/// @param window tokens of prompt and answer
/// @param answerTokens tokens of the answer
public record PromptTaskInMemory(
    List<Integer> found, int parts, int words, boolean named, int window, int answerTokens)
    implements PromptTask {
  public PromptTaskInMemory {
    found = List.copyOf(found);
  }

  /// All sources found, in their order.
  public static PromptTaskInMemory of(int parts, int words, boolean named, int window) {
    List<Integer> all = IntStream.rangeClosed(1, parts).boxed().toList();
    return new PromptTaskInMemory(all, parts, words, named, window, 20);
  }

  private PromptSource source(int number) {
    String text = "part" + number + " says".repeat(words - 1);
    return new PromptSource(
        number, "d", "The report", "page " + number, text, List.of("d#" + number), 1.0 / number);
  }

  @Override
  public String question() {
    return "What is it?";
  }

  @Override
  public List<PromptMessage> history() {
    return List.of();
  }

  @Override
  public List<PromptSource> sources() {
    return found.stream().map(this::source).toList();
  }

  @Override
  public List<PromptDocument> documents() {
    return parts == 0
        ? List.of()
        : List.of(new PromptDocument("d", "The report", parts * words, named));
  }

  @Override
  public String instructions() {
    return "Cite.";
  }

  @Override
  public int tokens(List<PromptMessage> messages) {
    return messages.stream().mapToInt(message -> count(message.text())).sum();
  }

  private static int count(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  @Override
  public String quoted(PromptSource source) {
    return "<source " + source.number() + ">\n" + source.text() + "\n</source>";
  }

  @Override
  public List<PromptSource> chunksOf(PromptDocument document) {
    List<PromptSource> all = new ArrayList<>();
    for (int number = 1; number <= parts; number++) {
      all.add(source(number));
    }
    return all;
  }
}
