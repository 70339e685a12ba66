package org.hawser.web.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.api.conversation.Conversation;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.conversation.ConversationException.Reason;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.ConversationSummary;
import org.hawser.api.conversation.Conversations;
import org.hawser.web.http.Access;
import org.hawser.web.http.ContentDisposition;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.Handler;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.view.ReplyView;
import org.hawser.web.view.ScopeBody;

/** Conversations that are kept. */
final class ConversationsApi {
  private static final String ONE = "/conversations/{id}";

  private final Services services;

  /** A page of the list. */
  record Page(List<ConversationSummary> conversations, int offset, int limit, boolean more) {}

  ConversationsApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        route("GET", "/conversations", Set.of("offset", "limit"), this::list),
        route("POST", "/conversations", Set.of(), this::create),
        route("GET", ONE, Set.of(), this::get),
        route("PATCH", ONE, Set.of(), this::alter),
        route("DELETE", ONE, Set.of(), this::delete),
        route("GET", ONE + "/export", Set.of("format"), this::export),
        route("POST", ONE + "/stop", Set.of(), this::stop));
  }

  private static Route route(String method, String path, Set<String> parameters, Handler handler) {
    return new Route(method, path, Access.PERSONAL, parameters, handler);
  }

  private void list(Exchange exchange) throws IOException {
    int offset = exchange.query().integer("offset", 0, 0, Integer.MAX_VALUE);
    int limit = exchange.query().integer("limit", 100, 1, 500);
    List<ConversationSummary> found = services.requireConversations().list(offset, limit + 1);
    exchange.json(
        200, new Page(found.stream().limit(limit).toList(), offset, limit, found.size() > limit));
  }

  private void create(Exchange exchange) throws IOException {
    JsonBody body = exchange.body(ScopeBody.fieldsAnd("title"));
    Conversations conversations = services.requireConversations();
    String title = body.text("title", "");
    Conversation made = conversations.create(ScopeBody.read(body));
    if (body.names("title")) {
      made = titled(conversations, made, title);
    }
    exchange.response().setHeader("Location", ApiServlet.ROOT + "/conversations/" + made.id());
    answer(exchange, 201, made);
  }

  /** A title that is refused leaves no conversation behind. */
  private static Conversation titled(Conversations conversations, Conversation made, String title)
      throws IOException {
    try {
      return conversations.rename(made.id(), title);
    } catch (ConversationException e) {
      conversations.delete(made.id());
      throw e;
    }
  }

  private void get(Exchange exchange) throws IOException {
    answer(exchange, 200, require(exchange));
  }

  /** Checks everything before it changes anything. */
  private void alter(Exchange exchange) throws IOException {
    JsonBody body = exchange.body(ScopeBody.fieldsAnd("title"));
    Conversation before = require(exchange);
    Conversations conversations = services.requireConversations();
    ConversationSettings settings = ScopeBody.read(body, before.settings());
    String title = body.text("title", "");
    Conversation after = before;
    if (body.names("title")) {
      after = conversations.rename(before.id(), title);
    }
    if (!settings.equals(before.settings())) {
      after = conversations.configure(before.id(), settings);
    }
    answer(exchange, 200, after);
  }

  private void delete(Exchange exchange) throws IOException {
    if (!services.requireConversations().delete(exchange.variable("id"))) {
      throw unknown();
    }
    exchange.noContent();
  }

  private void stop(Exchange exchange) throws IOException {
    Conversation conversation = require(exchange);
    services.requireConversations().stop(conversation.id());
    exchange.noContent();
  }

  private void export(Exchange exchange) throws IOException {
    String format = exchange.query().text("format").orElse("json");
    Conversation conversation = require(exchange);
    String name = conversation.title().isEmpty() ? "conversation" : conversation.title();
    switch (format) {
      case "json" -> {
        download(exchange, name + ".json");
        answer(exchange, 200, conversation);
      }
      case "markdown" -> {
        download(exchange, name + ".md");
        exchange.bytes(
            200,
            "text/markdown;charset=utf-8",
            MarkdownExport.of(conversation).getBytes(StandardCharsets.UTF_8));
      }
      default ->
          throw new ProblemException(
              ProblemType.INVALID_REQUEST, "The parameter 'format' must be json or markdown.");
    }
  }

  private static void download(Exchange exchange, String name) {
    exchange.response().setHeader("Content-Disposition", ContentDisposition.attachment(name));
  }

  private void answer(Exchange exchange, int status, Conversation conversation) throws IOException {
    ReplyView view = new ReplyView(exchange.mapper());
    exchange.json(status, ConversationView.of(conversation, services.requireConversations(), view));
  }

  private Conversation require(Exchange exchange) throws IOException {
    Optional<Conversation> found = services.requireConversations().find(exchange.variable("id"));
    return found.orElseThrow(ConversationsApi::unknown);
  }

  private static ConversationException unknown() {
    return new ConversationException(
        Reason.NOT_FOUND, "There is no such conversation: list them, or begin a new one.");
  }
}
