package org.hawser.context.streaming;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: streaming",
    description = "StreamingLLM: attention sinks and the last tokens.")
@interface StreamingConfiguration {
  @AttributeDefinition(
      name = "Sinks",
      min = "0",
      max = "65536",
      description = "First tokens that are kept, in tokens, 0 to 65536. Default 4.")
  int sinks() default 4;

  @AttributeDefinition(
      name = "Recent",
      min = "0",
      max = "1048576",
      description =
          "Last tokens that are kept beside the one being read, in tokens, 1 to 1048576."
              + " Default 0: as many as the window of the model holds.")
  int recent() default 0;
}
