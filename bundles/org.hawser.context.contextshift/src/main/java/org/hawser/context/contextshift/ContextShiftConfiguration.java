package org.hawser.context.contextshift;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: context-shift",
    description = "Context shift: when the window is full, the older half of it is forgotten.")
@interface ContextShiftConfiguration {
  @AttributeDefinition(
      name = "Keep",
      min = "0",
      max = "1048576",
      description = "First tokens that are never forgotten, in tokens, 0 to 1048576. Default 1.")
  int keep() default 1;
}
