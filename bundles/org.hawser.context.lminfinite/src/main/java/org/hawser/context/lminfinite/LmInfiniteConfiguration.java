package org.hawser.context.lminfinite;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: lm-infinite",
    description = "LM-Infinite: the first tokens and the last ones, at bounded distances.")
@interface LmInfiniteConfiguration {
  @AttributeDefinition(
      name = "Local",
      min = "0",
      max = "1048576",
      description =
          "Last tokens that are seen at their distances, in tokens, 1 to 1048576. Default 0:"
              + " the window of the model.")
  int local() default 0;

  @AttributeDefinition(
      name = "Global",
      min = "0",
      max = "65536",
      description = "First tokens that stay visible, in tokens, 0 to 65536. Default 10.")
  int global() default 10;

  @AttributeDefinition(
      name = "Limit",
      min = "0",
      max = "1048576",
      description =
          "Distance at which the first tokens are seen once they are far, in tokens, 1 to"
              + " 1048576. Default 0: local.")
  int limit() default 0;

  @AttributeDefinition(
      name = "Top k",
      min = "0",
      max = "4096",
      description =
          "Tokens between that are seen nevertheless, those with the highest logits, in"
              + " tokens, 0 to 4096. Default 0: none.")
  int topK() default 0;
}
