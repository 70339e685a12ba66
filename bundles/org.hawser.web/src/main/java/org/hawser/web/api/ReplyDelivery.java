package org.hawser.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.web.http.Exchange;
import org.hawser.web.stream.Delivery;
import org.hawser.web.view.ReplyView;

/** Writes a reply to its client. */
final class ReplyDelivery extends Delivery<ReplyEvent, Reply> {
  private final ReplyView view;

  ReplyDelivery(Exchange exchange) {
    super(exchange);
    view = new ReplyView(exchange.mapper());
  }

  @Override
  protected void event(ReplyEvent event) throws IOException {
    switch (event) {
      case ReplyEvent.Rewritten rewritten -> event("rewritten", rewritten);
      case ReplyEvent.Extracted extracted -> event("extract", view.answer(extracted.extract()));
      case ReplyEvent.Queued queued -> event("queued", queued);
      case ReplyEvent.Sources(var promptStrategy, var sources) ->
          event(
              "sources",
              Map.of("promptStrategy", promptStrategy, "sources", view.citations(sources)));
      case ReplyEvent.Reading reading -> event("reading", reading);
      case ReplyEvent.Text text -> event("text", text);
    }
  }

  @Override
  protected void done(Reply reply) throws IOException {
    event("done", view(reply));
  }

  @Override
  protected ObjectNode view(Reply reply) {
    return view.reply(reply);
  }
}
