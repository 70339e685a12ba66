package org.hawser.context.ntk;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Default of the strategy's parameter.
@ObjectClassDefinition(
    name = "Hawser context strategy: dynamic-ntk",
    description = "Dynamic NTK: a RoPE base that grows with the length.")
@interface DynamicNtkConfiguration {
  @AttributeDefinition(
      name = "Factor",
      min = "1",
      max = "64",
      description =
          "How fast the scaling grows with each trained length beyond the first, a number from 1 to"
              + " 64. Default 2.")
  double factor() default 2;
}
