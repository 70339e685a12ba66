package org.hawser.conversation;

import java.nio.file.Path;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.conversation.Conversations;
import org.hawser.testkit.ConversationsContract;
import org.junit.jupiter.api.io.TempDir;

class KeptConversationsContractTest extends ConversationsContract {
  @TempDir Path data;

  @Override
  protected Conversations conversations(Assistant assistant) throws Exception {
    KeptConversations kept = new KeptConversations(data, new Limits(100, 100, 100));
    kept.bindAssistant(assistant);
    return kept;
  }
}
