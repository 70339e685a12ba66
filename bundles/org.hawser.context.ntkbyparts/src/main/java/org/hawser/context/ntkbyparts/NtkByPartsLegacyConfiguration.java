package org.hawser.context.ntkbyparts;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Default of the strategy's parameter.
@ObjectClassDefinition(
    name = "Hawser context strategy: ntk-by-parts-legacy",
    description = "The first published code of NTK-by-parts.")
@interface NtkByPartsLegacyConfiguration {
  @AttributeDefinition(
      name = "Factor",
      min = "0",
      max = "256",
      description =
          "How long the window becomes, in trained lengths, 1 to 256. Default 0: the least whole"
              + " number that the length needs.")
  double factor() default 0;
}
