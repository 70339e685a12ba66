package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.api.conversation.Conversations;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.Handler;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.stream.Beginnings;
import org.hawser.web.view.ScopeBody;

/** The turns of conversations: asked, answered again, changed. */
final class TurnsApi {
  private static final String TURNS = "/conversations/{id}/turns";

  private final Services services;
  private final RunningReplies running;

  TurnsApi(Services services, RunningReplies running) {
    this.services = services;
    this.running = running;
  }

  List<Route> routes() {
    return List.of(
        route("POST", TURNS, this::ask),
        route("POST", TURNS + "/{number}/replies", this::again),
        route("PUT", TURNS + "/{number}", this::edit));
  }

  private static Route route(String method, String path, Handler handler) {
    return new Route(method, path, Access.PERSONAL, Set.of(), handler);
  }

  private void ask(Exchange exchange) throws IOException {
    JsonBody body = exchange.body(ScopeBody.fieldsAnd("question", "stream"));
    String question = body.requiredText("question");
    ConversationSettings turn = ScopeBody.read(body);
    Conversations conversations = services.requireConversations();
    deliver(
        exchange,
        body,
        listener -> conversations.ask(exchange.variable("id"), question, turn, listener));
  }

  private void again(Exchange exchange) throws IOException {
    JsonBody body = exchange.body(ScopeBody.fieldsAnd("stream"));
    ConversationSettings turn = ScopeBody.read(body);
    int number = number(exchange);
    Conversations conversations = services.requireConversations();
    deliver(
        exchange,
        body,
        listener -> conversations.again(exchange.variable("id"), number, turn, listener));
  }

  private void edit(Exchange exchange) throws IOException {
    JsonBody body = exchange.body(ScopeBody.fieldsAnd("question", "stream"));
    String question = body.requiredText("question");
    ConversationSettings turn = ScopeBody.read(body);
    int number = number(exchange);
    Conversations conversations = services.requireConversations();
    deliver(
        exchange,
        body,
        listener -> conversations.edit(exchange.variable("id"), number, question, turn, listener));
  }

  /** The conversation keeps the reply itself. */
  private void deliver(Exchange exchange, JsonBody body, Beginnings.Asking asking)
      throws IOException {
    running.deliver(exchange, body.flag("stream", false), asking, reply -> reply);
  }

  private static int number(Exchange exchange) {
    try {
      return Integer.parseInt(exchange.variable("number"));
    } catch (NumberFormatException e) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST, "Turns are counted from 0: give a whole number.");
    }
  }
}
