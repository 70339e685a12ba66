package org.hawser.context.linear;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Default of the strategy's parameter.
@ObjectClassDefinition(
    name = "Hawser context strategy: linear",
    description = "Position Interpolation: positions divided by a factor.")
@interface LinearConfiguration {
  @AttributeDefinition(
      name = "Factor",
      min = "0",
      max = "256",
      description =
          "How long the window becomes, in trained lengths, 1 to 256. Default 0: the least whole"
              + " number that the length needs.")
  double factor() default 0;
}
