package org.hawser.web.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.hawser.api.answer.Answer;
import org.hawser.api.assistant.Making;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.assistant.Written;
import org.hawser.web.http.Exchange;
import org.hawser.web.view.ReplyView;

/**
 * Writes what the documents answer. The whole reply with its citations stands beside the answer as
 * {@code hawser}; in a stream, in its last chunk.
 */
final class AssistantDelivery extends ChatDelivery<ReplyEvent, Reply> {
  private final ReplyView view;
  private final List<String> notes;
  private final boolean usage;
  private boolean written;

  /**
   * @param notes what of the request did not count
   */
  AssistantDelivery(Exchange exchange, Completion completion, List<String> notes, boolean usage) {
    super(exchange, completion);
    this.view = new ReplyView(exchange.mapper());
    this.notes = notes;
    this.usage = usage;
  }

  @Override
  protected void event(ReplyEvent event) throws IOException {
    if (event instanceof ReplyEvent.Text(String text)) {
      written = true;
      chunk(completion.piece(text));
    }
  }

  @Override
  protected void done(Reply reply) throws IOException {
    if (!written) {
      chunk(completion.piece(extract(reply.extract())));
    }
    ObjectNode last = completion.closing(reason(reply));
    last.set("hawser", extension(reply));
    chunk(last);
    if (usage) {
      chunk(completion.usageChunk(usage(reply)));
    }
    end();
  }

  @Override
  protected ObjectNode view(Reply reply) {
    String content =
        reply
            .written()
            .filter(Written::leads)
            .map(Written::text)
            .orElseGet(() -> extract(reply.extract()));
    ObjectNode json = completion.whole(content, reason(reply), usage(reply));
    json.set("hawser", extension(reply));
    return json;
  }

  private ObjectNode extension(Reply reply) {
    ObjectNode json = view.reply(reply);
    notes.forEach(json.withArray("notes")::add);
    return json;
  }

  private ObjectNode usage(Reply reply) {
    List<Making.Call> calls = reply.making().map(Making::calls).orElse(List.of());
    return completion.usage(
        calls.stream().mapToInt(Making.Call::promptTokens).sum(),
        calls.stream().mapToInt(Making.Call::cachedTokens).sum(),
        calls.stream().mapToInt(Making.Call::generatedTokens).sum());
  }

  private static String reason(Reply reply) {
    return reply.written().map(Written::complete).orElse(true) ? "stop" : "length";
  }

  private static String extract(Answer extract) {
    return extract.found()
        ? extract.sentences().stream()
            .map(AssistantDelivery::cited)
            .collect(Collectors.joining(" "))
        : "The documents do not answer this.";
  }

  private static String cited(Answer.Sentence sentence) {
    return sentence.text()
        + sentence.citations().stream()
            .map(number -> " [" + number + "]")
            .collect(Collectors.joining());
  }
}
