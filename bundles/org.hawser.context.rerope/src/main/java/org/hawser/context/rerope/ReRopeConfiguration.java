package org.hawser.context.rerope;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: rerope",
    description = "ReRoPE: distances never grow beyond a window.")
@interface ReRopeConfiguration {
  @AttributeDefinition(
      name = "Window",
      min = "0",
      max = "1048576",
      description =
          "Tokens that keep their distances, in tokens, 1 to 1048576. Default 0: a quarter of"
              + " the window of the model.")
  int window() default 0;
}
