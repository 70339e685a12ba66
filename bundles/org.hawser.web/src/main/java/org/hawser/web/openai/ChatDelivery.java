package org.hawser.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.hawser.web.http.Exchange;
import org.hawser.web.stream.Delivery;

/**
 * Writes a completion to its client in OpenAI's event format.
 *
 * @param <E> what happens meanwhile
 * @param <R> the whole answer
 */
abstract class ChatDelivery<E, R> extends Delivery<E, R> {
  protected final Completion completion;
  private boolean opened;

  ChatDelivery(Exchange exchange, Completion completion) {
    super(exchange);
    this.completion = completion;
  }

  /** Writes a chunk; the first one is preceded by the one that opens the answer. */
  protected final void chunk(JsonNode chunk) throws IOException {
    if (!opened) {
      opened = true;
      data(completion.opening());
    }
    data(chunk);
  }

  protected final void end() throws IOException {
    send("data: [DONE]\n\n");
  }

  private void data(JsonNode json) throws IOException {
    send("data: " + json + "\n\n");
  }

  @Override
  protected void failed(Exception failure) throws IOException {
    data(OpenAiErrors.describe(exchange.request().getRequestURI(), failure));
  }

  /** Clients would take an error under status 200 for an answer: the connection is cut instead. */
  @Override
  protected Object problem(Exception failure) throws IOException {
    throw new IOException(failure);
  }
}
