package org.hawser.web.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.web.http.JsonBody;
import org.hawser.web.view.ScopeBody;

/**
 * What the assistant is asked for, out of a chat completion with the extension {@code hawser}.
 *
 * @param notes what of the request does not count
 */
record RetrievalRequest(Inquiry inquiry, List<String> notes) {
  static RetrievalRequest of(ChatBody chat) {
    refuseWhatTheAssistantDecides(chat.body());
    Set<String> fields = new TreeSet<>(ScopeBody.FIELDS);
    fields.removeAll(Set.of("model", "maxTokens", "temperature", "seed"));
    fields.add("maxCitations");
    ConversationSettings own =
        chat.body()
            .object(ChatBody.ASSISTANT, fields)
            .map(ScopeBody::read)
            .orElse(ConversationSettings.CONFIGURED);
    int citations =
        chat.body()
            .object(ChatBody.ASSISTANT, fields)
            .map(body -> body.integer("maxCitations", Question.DEFAULT_CITATIONS, 1, 20))
            .orElse(Question.DEFAULT_CITATIONS);
    try {
      Question question =
          new Question(question(chat.messages()), own.collections(), own.documents(), citations);
      return new RetrievalRequest(
          new Inquiry(question, history(chat.messages()), choices(chat, own.choices()), ""),
          notes(chat.messages()));
    } catch (IllegalArgumentException e) {
      throw ChatBody.invalid(e.getMessage());
    }
  }

  private static void refuseWhatTheAssistantDecides(JsonBody body) {
    boolean shaped =
        body.flag("logprobs", false)
            || body.integer("top_logprobs", 0, 0, Integer.MAX_VALUE) != 0
            || !body.node("stop").isEmpty()
            || body.node("stop").isTextual()
            || !body.node("logit_bias").isEmpty()
            || body.number("top_p", 1) != 1
            || !body.node("response_format").path("type").asText("text").equals("text");
    if (shaped) {
      throw ChatBody.invalid(
          "Answers from documents take no stop, top_p, logprobs, top_logprobs, logit_bias or"
              + " response_format: leave these out.");
    }
  }

  private static String question(List<ChatMessage> messages) {
    ChatMessage last = messages.getLast();
    if (!last.role().equals("user")) {
      throw ChatBody.invalid("The last message must be the user's question.");
    }
    return last.content();
  }

  /** Every question before the last with what was answered to it. */
  private static List<Inquiry.Exchange> history(List<ChatMessage> messages) {
    List<Inquiry.Exchange> history = new ArrayList<>();
    String asked = "";
    for (ChatMessage message : messages.subList(0, messages.size() - 1)) {
      if (message.role().equals("user")) {
        asked = message.content();
      } else if (message.role().equals("assistant") && !asked.isBlank()) {
        history.add(new Inquiry.Exchange(asked, message.content()));
        asked = "";
      }
    }
    return history;
  }

  private static Choices choices(ChatBody chat, Choices own) {
    JsonBody body = chat.body();
    return new Choices(
        own.mode(),
        chat.model().equals(ChatBody.ASSISTANT) ? "" : chat.model(),
        own.contextStrategy(),
        own.swap(),
        own.promptStrategy(),
        chat.maxTokens(0),
        body.node("temperature").isMissingNode()
            ? OptionalDouble.empty()
            : OptionalDouble.of(body.number("temperature", 0)),
        body.wholeNumber("seed", 0));
  }

  private static List<String> notes(List<ChatMessage> messages) {
    boolean system = messages.stream().anyMatch(message -> message.role().equals("system"));
    return system
        ? List.of(
            "System messages were left out: answers from documents follow the product's own"
                + " instructions.")
        : List.of();
  }
}
