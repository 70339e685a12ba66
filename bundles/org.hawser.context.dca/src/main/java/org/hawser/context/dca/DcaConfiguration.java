package org.hawser.context.dca;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: dca",
    description = "Dual Chunk Attention: positions within chunks.")
@interface DcaConfiguration {
  @AttributeDefinition(
      name = "Chunk size",
      min = "0",
      max = "1048576",
      description =
          "Largest distance, in tokens, 2 to 1048576. Default 0: three quarters of the window"
              + " of the model.")
  int chunkSize() default 0;

  @AttributeDefinition(
      name = "Local window",
      min = "0",
      max = "1048576",
      description =
          "Tokens of the chunk before that keep their distances, in tokens, 1 to 1048576."
              + " Default 0: an eighth of the window of the model.")
  int localWindow() default 0;
}
