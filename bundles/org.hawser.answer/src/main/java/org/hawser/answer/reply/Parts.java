package org.hawser.answer.reply;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.Retriever;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.model.LanguageModels;

/// The services replies are made with; each may come and go at any time. Safe from any thread.
final class Parts {
  final AtomicReference<QuestionAnswering> answering = new AtomicReference<>();
  final AtomicReference<Retriever> retriever = new AtomicReference<>();
  final AtomicReference<ChunkIndex> index = new AtomicReference<>();
  final AtomicReference<Embedder> embedder = new AtomicReference<>();
  final AtomicReference<LanguageModels> models = new AtomicReference<>();
  final AtomicReference<ContextStrategies> contexts = new AtomicReference<>();
  final AtomicReference<ContextAdvisor> advisor = new AtomicReference<>();
  final PromptStrategies prompts = new PromptStrategies();
  final ModelHashes hashes;

  Parts(ModelHashes hashes) {
    this.hashes = hashes;
  }

  QuestionAnswering answering() throws IndexException {
    return required(answering);
  }

  Retriever retriever() throws IndexException {
    return required(retriever);
  }

  ChunkIndex index() throws IndexException {
    return required(index);
  }

  Optional<Embedder> embedder() {
    return Optional.ofNullable(embedder.get());
  }

  Optional<LanguageModels> models() {
    return Optional.ofNullable(models.get());
  }

  Optional<ContextStrategies> contexts() {
    return Optional.ofNullable(contexts.get());
  }

  Optional<ContextAdvisor> advisor() {
    return Optional.ofNullable(advisor.get());
  }

  private static <T> T required(AtomicReference<T> part) throws IndexException {
    T service = part.get();
    if (service == null) {
      throw new IndexException(
          "The index is not running at the moment: ask again when it has started.");
    }
    return service;
  }
}
