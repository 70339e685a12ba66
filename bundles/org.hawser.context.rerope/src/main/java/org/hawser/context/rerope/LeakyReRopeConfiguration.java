package org.hawser.context.rerope;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: leaky-rerope",
    description = "Leaky ReRoPE: distances grow slowly beyond a window.")
@interface LeakyReRopeConfiguration {
  @AttributeDefinition(
      name = "Window",
      min = "0",
      max = "1048576",
      description =
          "Tokens that keep their distances, in tokens, 1 to 1048576. Default 0: a quarter of"
              + " the window of the model.")
  int window() default 0;

  @AttributeDefinition(
      name = "K",
      min = "0",
      max = "65536",
      description =
          "How much slower distances grow beyond the window, a number from 1 to 65536."
              + " Default 0: the least whole number that the length needs.")
  double k() default 0;
}
