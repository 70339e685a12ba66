package org.hawser.answer.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hawser.answer.source.Quoting;
import org.hawser.answer.source.Source;
import org.hawser.answer.source.WholeDocument;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.prompt.PromptDocument;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// One question as prompt strategies see it, and the sources behind the numbers they use.
public final class AnswerTask implements PromptTask {
  /// Characters a token has when there is nothing to measure it on.
  private static final double TYPICAL_CHARACTERS = 4;

  private static final int MOST_DOCUMENTS = 20;

  private final Given given;
  private final AskedModel model;
  private final ChunkIndex index;
  private final Map<Integer, Source> byNumber = new LinkedHashMap<>();
  private final Map<String, List<Source>> cut = new LinkedHashMap<>();
  private List<PromptDocument> documents;

  /// What a task is made of.
  ///
  /// @param question complete in itself
  /// @param language ISO 639-1 code the answer shall have, empty for that of the question
  /// @param history turns within budget
  /// @param sources best first
  /// @param named documents the question is confined to
  /// @param window tokens of prompt and answer together
  /// @param answerTokens tokens kept for the answer
  public record Given(
      String question,
      String language,
      List<PromptMessage> history,
      List<Source> sources,
      Set<String> named,
      int window,
      int answerTokens) {
    public Given {
      history = List.copyOf(history);
      sources = List.copyOf(sources);
      named = Set.copyOf(named);
    }
  }

  public AnswerTask(Given given, AskedModel model, ChunkIndex index) {
    this.given = given;
    this.model = model;
    this.index = index;
    given.sources().forEach(source -> byNumber.put(source.number(), source));
  }

  /// The source behind a number; empty when there is none.
  synchronized Optional<Source> source(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /// About how many tokens prompt and answer would have with everything there is to read.
  public int tokensOfAll() {
    int found = given.sources().stream().mapToInt(s -> model.tokens(quoted(s.forPrompt()))).sum();
    int documents =
        given.named().isEmpty() ? 0 : documents().stream().mapToInt(PromptDocument::tokens).sum();
    String rest = instructions() + question();
    return Math.max(found, documents) + model.tokens(rest) + given.answerTokens();
  }

  @Override
  public String question() {
    return given.question();
  }

  @Override
  public List<PromptMessage> history() {
    return given.history();
  }

  @Override
  public List<PromptSource> sources() {
    return given.sources().stream().map(Source::forPrompt).toList();
  }

  @Override
  public synchronized List<PromptDocument> documents() {
    if (documents == null) {
      documents = findDocuments();
    }
    return documents;
  }

  private List<PromptDocument> findDocuments() {
    Set<String> ids = new LinkedHashSet<>();
    given.sources().stream().map(s -> s.document().id()).forEach(ids::add);
    if (!given.named().isEmpty()) {
      ids.retainAll(given.named());
      given.named().stream().sorted().forEach(ids::add);
    }
    double characters = charactersPerToken();
    List<PromptDocument> found = new ArrayList<>();
    try {
      for (String id : ids.stream().limit(MOST_DOCUMENTS).toList()) {
        Document document = index.document(id).orElse(null);
        int length = index.text(id).map(String::length).orElse(0);
        if (document != null && length > 0) {
          int tokens = (int) Math.ceil(length / characters);
          found.add(new PromptDocument(id, document.title(), tokens, given.named().contains(id)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private double charactersPerToken() {
    int characters = given.sources().stream().mapToInt(s -> s.text().length()).sum();
    int tokens = given.sources().stream().mapToInt(s -> model.tokens(s.text())).sum();
    return tokens == 0 ? TYPICAL_CHARACTERS : (double) characters / tokens;
  }

  @Override
  public int window() {
    return given.window();
  }

  @Override
  public int answerTokens() {
    return given.answerTokens();
  }

  @Override
  public String instructions() {
    return Instructions.in(AnswerLanguage.name(given.language()));
  }

  @Override
  public int tokens(List<PromptMessage> messages) {
    return model.tokens(messages);
  }

  @Override
  public String quoted(PromptSource source) {
    return Quoting.of(source);
  }

  @Override
  public synchronized List<PromptSource> chunksOf(PromptDocument document) throws IOException {
    List<Source> known = cut.get(document.documentId());
    if (known == null) {
      int next = byNumber.keySet().stream().mapToInt(n -> n).max().orElse(0) + 1;
      known = WholeDocument.sources(index, document.documentId(), given.sources(), next);
      known.forEach(source -> byNumber.putIfAbsent(source.number(), source));
      cut.put(document.documentId(), known);
    }
    return known.stream().map(Source::forPrompt).toList();
  }
}
