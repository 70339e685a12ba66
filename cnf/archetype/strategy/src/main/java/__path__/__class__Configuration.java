package __package__;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Context strategy: __name__",
    description = "Mixed NTK scaling: slow dimensions are slowed more than fast ones.")
@interface __class__Configuration {
  @AttributeDefinition(
      name = "Factor",
      min = "0",
      max = "256",
      description =
          "How much slower the slowest pair of dimensions turns, a number from 1 to 256. Default 0:"
              + " the least whole number of trained lengths that the length needs.")
  double factor() default 0;
}
