package org.hawser.conversation;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of conversations. Every one has a default that serves.
@ObjectClassDefinition(
    name = "Hawser conversations",
    description = "How many conversations and replies are kept.")
@interface ConversationsConfiguration {
  @AttributeDefinition(
      name = "Conversations",
      description =
          "Most conversations kept; then some must be deleted, 1..1000000. Default 10000.")
  int conversations() default 10_000;

  @AttributeDefinition(
      name = "Turns",
      description = "Most questions of a conversation, 1..10000. Default 500.")
  int turns() default 500;

  @AttributeDefinition(
      name = "Replies",
      description =
          "Most replies kept of those asked outside of conversations, 1..1000000; the oldest"
              + " nobody judged go first. Default 10000.")
  int replies() default 10_000;
}
