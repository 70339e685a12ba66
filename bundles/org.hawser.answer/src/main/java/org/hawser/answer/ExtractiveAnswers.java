package org.hawser.answer;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.hawser.answer.score.Meaning;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Question;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.Retriever;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Answers with sentences of the documents, without a language model.
@Component(service = QuestionAnswering.class)
@Designate(ocd = ExtractiveAnswers.Configuration.class)
public final class ExtractiveAnswers implements QuestionAnswering {
  private final Settings settings;
  private final AtomicReference<Retriever> retriever = new AtomicReference<>();
  private final AtomicReference<Meaning> meaning = new AtomicReference<>();

  /// Configuration; every default works.
  @ObjectClassDefinition(
      name = "Hawser extractive answers",
      description = "How answers are picked from the documents when no language model takes part.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Not-found threshold",
        description =
            "Confidence below which the answer is 'not found in the documents'. Range 0..1, default"
                + " 0.3. Higher answers less often and is wrong less often.")
    double notFoundThreshold() default 0.3;

    @AttributeDefinition(
        name = "Chunks",
        description = "Chunks retrieved per question. Range 1..50, default 8.")
    int chunks() default 8;

    @AttributeDefinition(
        name = "Sentences",
        description = "Most sentences in an answer. Range 1..10, default 3.")
    int maxSentences() default 3;

    @AttributeDefinition(
        name = "Embedded sentences",
        description =
            "Sentences compared by meaning per question; the rest are compared by words only. Each"
                + " costs one embedding. Range 0..200, default 12.")
    int embeddedSentences() default 12;
  }

  @Activate
  public ExtractiveAnswers(Configuration configuration) {
    this.settings =
        new Settings(
            configuration.notFoundThreshold(),
            configuration.chunks(),
            configuration.maxSentences(),
            configuration.embeddedSentences());
  }

  @Override
  public Answer answer(Question question) throws IOException {
    Retriever index = retriever.get();
    if (index == null) {
      throw new IndexException(
          "The index is not running at the moment: ask again when it has started.");
    }
    return new Extraction(settings, index, meaning.get(), question).answer();
  }

  @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  void bindRetriever(Retriever service) {
    retriever.set(service);
  }

  void unbindRetriever(Retriever service) {
    retriever.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEmbedder(Embedder service) {
    meaning.set(new Meaning(service));
  }

  void unbindEmbedder(Embedder service) {
    meaning.updateAndGet(used -> used == null || used.uses(service) ? null : used);
  }
}
