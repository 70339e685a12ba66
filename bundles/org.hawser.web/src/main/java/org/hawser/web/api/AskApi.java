package org.hawser.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Question;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** Questions in, cited answers out. */
final class AskApi {
  private final Services services;

  AskApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(new Route("POST", "/ask", Access.READ, Set.of(), this::ask));
  }

  private void ask(Exchange exchange) throws IOException {
    JsonBody body = exchange.body("question", "collections", "maxCitations");
    Question question = question(body);
    Answer answer = services.requireQuestionAnswering().answer(question);
    ObjectNode json = exchange.mapper().valueToTree(answer);
    for (int i = 0; i < answer.citations().size(); i++) {
      addLinks((ObjectNode) json.withArray("citations").get(i), answer.citations().get(i));
    }
    exchange.json(200, json);
  }

  private static void addLinks(ObjectNode json, Citation citation) {
    json.put("documentUrl", Links.document(citation.documentId()));
    json.put("pageUrl", Links.page(citation.documentId(), citation.locator()));
  }

  private static Question question(JsonBody body) {
    try {
      return new Question(
          body.requiredText("question"),
          body.texts("collections"),
          body.integer("maxCitations", Question.DEFAULT_CITATIONS, 1, 20));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }
}
