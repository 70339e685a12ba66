package org.hawser.answer.reply;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hawser.answer.ExtractiveAnswersAccess;
import org.hawser.answer.MemoryRetriever;
import org.hawser.answer.TrigramEmbedder;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.embed.Embedder;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.SampleDocument;

/// The assistant with documents in memory and a scripted model.
final class Product {
  final Embedder embedder = new TrigramEmbedder();
  final MemoryIndex index = new MemoryIndex();
  final MemoryRetriever retriever = new MemoryRetriever(embedder);
  final List<ReplyEvent> events = new CopyOnWriteArrayList<>();
  final DocumentAssistant assistant;
  ScriptedModel model;
  OneModel models;

  Product(Map<String, ?> configuration) {
    assistant =
        new DocumentAssistant(
            Path.of("target/product"),
            Configurations.with(AssistantSettings.Configuration.class, configuration));
    assistant.bindAnswering(ExtractiveAnswersAccess.over(retriever, embedder));
    assistant.bindRetriever(retriever);
    assistant.bindIndex(index);
    assistant.bindEmbedder(embedder);
  }

  static Product with(Function<String, String> script) {
    return with(script, _ -> null);
  }

  static Product with(
      Function<String, String> script, Function<String, RuntimeException> interruption) {
    Product product = new Product(Map.of());
    product.model(new ScriptedModel(2_000, script, interruption));
    product.assistant.bindPrompt(new OnePrompt());
    product.document(
        "wharf.txt",
        "Mooring costs 420 euros per night, payable at the harbour office.",
        "Dr. Ines Carvalho has been the harbour master since 2017.",
        "Fuel is sold on weekdays only.");
    return product;
  }

  void model(ScriptedModel scripted) {
    model = scripted;
    models = new OneModel(scripted, Path.of("models"));
    assistant.bindModels(models);
  }

  String document(String path, String... chunks) {
    SampleDocument document = SampleDocument.of("main", path, chunks);
    index.replace(document.document(), document.text(), document.chunks(), null);
    retriever.add(document.document(), document.chunks());
    return document.id();
  }

  static Inquiry inquiry(String question) {
    return inquiry(question, Choices.CONFIGURED);
  }

  static Inquiry inquiry(String question, Choices choices) {
    return new Inquiry(new Question(question, Set.of(), 5), List.of(), choices, "");
  }

  Reply ask(String question) throws Exception {
    return assistant.ask(inquiry(question), events::add).result();
  }

  String streamed() {
    StringBuilder text = new StringBuilder();
    for (ReplyEvent event : events) {
      if (event instanceof ReplyEvent.Text(String piece)) {
        text.append(piece);
      }
    }
    return text.toString();
  }
}
