package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.stream.Beginnings;
import org.hawser.web.view.ScopeBody;

/** Questions in, cited answers out. */
final class AskApi {
  private final Services services;
  private final RunningReplies running;

  AskApi(Services services, RunningReplies running) {
    this.services = services;
    this.running = running;
  }

  List<Route> routes() {
    return List.of(new Route("POST", "/ask", Access.READ, Set.of(), this::ask));
  }

  private void ask(Exchange exchange) throws IOException {
    JsonBody body = exchange.body(ScopeBody.fieldsAnd("question", "maxCitations", "stream"));
    Inquiry inquiry = inquiry(body);
    boolean stream = body.flag("stream", false);
    Assistant assistant = services.requireAssistant();
    running.deliver(
        exchange,
        stream,
        listener -> assistant.ask(inquiry, listener),
        Beginnings.keeping(services));
  }

  private static Inquiry inquiry(JsonBody body) {
    ConversationSettings asked = ScopeBody.read(body);
    try {
      Question question =
          new Question(
              body.requiredText("question"),
              asked.collections(),
              asked.documents(),
              body.integer("maxCitations", Question.DEFAULT_CITATIONS, 1, 20));
      return new Inquiry(question, List.of(), asked.choices(), "");
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }
}
