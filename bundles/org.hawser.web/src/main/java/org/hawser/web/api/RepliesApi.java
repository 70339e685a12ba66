package org.hawser.web.api;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.api.assistant.Reply;
import org.hawser.api.conversation.Conversations;
import org.hawser.api.conversation.Judgement;
import org.hawser.web.http.Access;
import org.hawser.web.http.ContentDisposition;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.view.ReplyView;

/** Replies by their id, and what readers think of them. Nobody can guess an id. */
final class RepliesApi {
  private final Services services;

  /** A page of the list. */
  record Page(List<Judgement> judgements, int offset, int limit, boolean more) {}

  RepliesApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/replies/{id}", Access.READ, Set.of("download"), this::get),
        new Route("PUT", "/replies/{id}/judgement", Access.READ, Set.of(), this::judge),
        new Route("GET", "/judgements", Access.ADMIN, Set.of("offset", "limit"), this::judgements));
  }

  private void get(Exchange exchange) throws IOException {
    String id = exchange.variable("id");
    Conversations conversations = services.requireConversations();
    Optional<Reply> found = conversations.reply(id);
    Reply reply =
        found.orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is no such reply: it was deleted, or never kept."));
    if (exchange.query().flag("download", false)) {
      exchange
          .response()
          .setHeader("Content-Disposition", ContentDisposition.attachment("reply-" + id + ".json"));
    }
    exchange.json(200, new ReplyView(exchange.mapper()).reply(reply, conversations.judgement(id)));
  }

  private void judge(Exchange exchange) throws IOException {
    JsonBody body = exchange.body("good", "comment");
    if (body.json("good").isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST, "The field 'good' is required: true or false.");
    }
    String id = exchange.variable("id");
    Judgement judgement = judgement(id, body);
    services.requireConversations().judge(id, judgement);
    exchange.json(200, judgement);
  }

  private static Judgement judgement(String id, JsonBody body) {
    try {
      return new Judgement(id, body.flag("good", false), body.text("comment", ""), Instant.now());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }

  private void judgements(Exchange exchange) throws IOException {
    int offset = exchange.query().integer("offset", 0, 0, Integer.MAX_VALUE);
    int limit = exchange.query().integer("limit", 100, 1, 500);
    List<Judgement> found = services.requireConversations().judgements(offset, limit + 1);
    exchange.json(
        200, new Page(found.stream().limit(limit).toList(), offset, limit, found.size() > limit));
  }
}
