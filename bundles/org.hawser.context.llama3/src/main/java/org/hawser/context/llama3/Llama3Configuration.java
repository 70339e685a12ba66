package org.hawser.context.llama3;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: llama3",
    description = "Llama 3.1's scaling: long wavelengths divided by a factor.")
@interface Llama3Configuration {
  @AttributeDefinition(
      name = "Factor",
      min = "0",
      max = "256",
      description =
          "How long the window becomes, in trained lengths, 1 to 256. Default 0: the least"
              + " whole number that the length needs.")
  double factor() default 0;

  @AttributeDefinition(
      name = "Low frequency factor",
      min = "0.01",
      max = "1000",
      description =
          "Pairs that turn less often within the trained window are divided by the factor, in"
              + " turns, 0.01 to 1000. Default 1.")
  double lowFreqFactor() default 1;

  @AttributeDefinition(
      name = "High frequency factor",
      min = "0.01",
      max = "1000",
      description =
          "Pairs that turn more often stay as they are, in turns, 0.01 to 1000, above the low"
              + " one. Default 4.")
  double highFreqFactor() default 4;
}
