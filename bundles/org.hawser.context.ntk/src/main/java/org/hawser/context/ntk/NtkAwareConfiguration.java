package org.hawser.context.ntk;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Default of the strategy's parameter.
@ObjectClassDefinition(
    name = "Hawser context strategy: ntk-aware",
    description = "NTK-aware scaling: a larger RoPE base.")
@interface NtkAwareConfiguration {
  @AttributeDefinition(
      name = "Alpha",
      min = "0",
      max = "1024",
      description =
          "How much slower the slowest pair of dimensions turns, a number from 1 to 1024, more than"
              + " the extension wanted. Default 0: twice the whole number of trained lengths"
              + " needed, 1 within one.")
  double alpha() default 0;
}
