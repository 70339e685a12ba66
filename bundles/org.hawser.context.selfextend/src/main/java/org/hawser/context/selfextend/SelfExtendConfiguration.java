package org.hawser.context.selfextend;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: self-extend",
    description = "Self-Extend: far tokens share positions in groups.")
@interface SelfExtendConfiguration {
  @AttributeDefinition(
      name = "Group size",
      min = "0",
      max = "4096",
      description =
          "Far tokens that share a position, in tokens, 1 to 4096. Default 0: the least that"
              + " brings the length into two thirds of the window, 1 within the window.")
  int groupSize() default 0;

  @AttributeDefinition(
      name = "Window",
      min = "0",
      max = "1048576",
      description =
          "Near tokens that keep their positions, in tokens, 1 to 1048576, a multiple of the"
              + " group size. Default 0: a quarter of the window of the model.")
  int window() default 0;
}
