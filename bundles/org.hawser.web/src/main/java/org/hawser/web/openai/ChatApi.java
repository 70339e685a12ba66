package org.hawser.web.openai;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.stream.Beginnings;
import org.hawser.web.stream.Underway;

/** Chat completions: of a language model alone, or answered from the documents. */
final class ChatApi implements AutoCloseable {
  private final Services services;
  private final Set<Underway<?, ?>> running = ConcurrentHashMap.newKeySet();

  ChatApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(new Route("POST", "/chat/completions", Access.ADMIN, Set.of(), this::complete));
  }

  /** Ends every answer. */
  @Override
  public void close() {
    running.forEach(Underway::cancel);
  }

  private void complete(Exchange exchange) throws IOException {
    ChatBody chat = ChatBody.read(exchange);
    if (chat.retrieving()) {
      askAssistant(exchange, chat);
    } else {
      askModel(exchange, chat);
    }
  }

  private void askModel(Exchange exchange, ChatBody chat) throws IOException {
    GenerationRequest request = CompletionRequest.of(chat);
    String model = chat.model();
    try (ModelLease lease = services.requireModels().acquire(model, ServingForm.AUTO);
        Underway<GenerationEvent, GenerationResult> underway =
            Beginnings.generation(lease.model(), request)) {
      running.add(underway);
      try {
        new ModelDelivery(
                exchange,
                Completion.of(exchange.mapper(), model),
                new Logprobs(lease.model()::tokenizer),
                chat.usage())
            .deliver(underway, chat.stream());
      } finally {
        running.remove(underway);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.SERVICE_ABSENT, "The server is stopping: ask again when it has started.");
    }
  }

  private void askAssistant(Exchange exchange, ChatBody chat) throws IOException {
    RetrievalRequest retrieval = RetrievalRequest.of(chat);
    Inquiry inquiry = retrieval.inquiry();
    Assistant assistant = services.requireAssistant();
    try (Underway<ReplyEvent, Reply> underway =
        Beginnings.reply(
            listener -> assistant.ask(inquiry, listener), Beginnings.keeping(services))) {
      running.add(underway);
      try {
        new AssistantDelivery(
                exchange,
                Completion.of(exchange.mapper(), chat.model()),
                retrieval.notes(),
                chat.usage())
            .deliver(underway, chat.stream());
      } finally {
        running.remove(underway);
      }
    }
  }
}
