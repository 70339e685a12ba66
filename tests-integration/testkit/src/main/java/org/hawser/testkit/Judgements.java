package org.hawser.testkit;

import java.time.Instant;
import org.hawser.api.assistant.Reply;
import org.hawser.api.conversation.Judgement;

/// Thumbs up and down.
final class Judgements {
  private Judgements() {}

  static Judgement good(Reply reply) {
    return new Judgement(reply.id(), true, "", Instant.now());
  }

  static Judgement bad(Reply reply, String why) {
    return new Judgement(reply.id(), false, why, Instant.now());
  }
}
