package org.hawser.web.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.assistant.Reply;
import org.hawser.api.conversation.Judgement;

/** Answers and replies as clients see them: citations carry addresses. */
public record ReplyView(ObjectMapper mapper) {
  /** An answer picked from the documents. */
  public ObjectNode answer(Answer answer) {
    ObjectNode json = mapper.valueToTree(answer);
    json.set("citations", citations(answer.citations()));
    return json;
  }

  /** A reply nobody has judged yet. */
  public ObjectNode reply(Reply reply) {
    return reply(reply, Optional.empty());
  }

  /** The fields of the extract, and beside them all else there is of a reply. */
  public ObjectNode reply(Reply reply, Optional<Judgement> judgement) {
    ObjectNode json = answer(reply.extract());
    json.put("id", reply.id());
    json.put("created", reply.created().toString());
    json.put("question", reply.question());
    json.put("standaloneQuestion", reply.standaloneQuestion());
    json.set("written", mapper.valueToTree(reply.written()));
    reply
        .written()
        .ifPresent(
            written -> json.withObject("/written").set("sources", citations(written.sources())));
    json.set("making", mapper.valueToTree(reply.making()));
    json.set("notes", mapper.valueToTree(reply.notes()));
    json.set("judgement", mapper.valueToTree(judgement));
    return json;
  }

  /** Citations with the addresses of what they cite. */
  public ArrayNode citations(List<Citation> citations) {
    ArrayNode array = mapper.createArrayNode();
    for (Citation citation : citations) {
      ObjectNode json = mapper.valueToTree(citation);
      json.put("documentUrl", Links.document(citation.documentId()));
      json.put("pageUrl", Links.page(citation.documentId(), citation.locator()));
      array.add(json);
    }
    return array;
  }
}
