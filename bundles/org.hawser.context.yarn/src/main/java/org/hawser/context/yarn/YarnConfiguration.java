package org.hawser.context.yarn;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: yarn",
    description = "YaRN: frequencies scaled by parts, with a temperature.")
@interface YarnConfiguration {
  @AttributeDefinition(
      name = "Factor",
      min = "0",
      max = "256",
      description =
          "How long the window becomes, in trained lengths, 1 to 256. Default 0: the least"
              + " whole number that the length needs.")
  double factor() default 0;

  @AttributeDefinition(
      name = "Beta fast",
      min = "0.01",
      max = "10000",
      description =
          "Pairs that turn more often within the trained window stay as they are, in turns,"
              + " 0.01 to 10000. Default 32.")
  double betaFast() default 32;

  @AttributeDefinition(
      name = "Beta slow",
      min = "0.01",
      max = "10000",
      description =
          "Pairs that turn less often are divided by the factor, in turns, 0.01 to 10000,"
              + " below beta fast. Default 1.")
  double betaSlow() default 1;

  @AttributeDefinition(
      name = "Attention factor",
      min = "0",
      max = "10",
      description =
          "What cosine and sine are multiplied by, so that logits get its square, a number"
              + " from 0.1 to 10. Default 0: it follows from the factor.")
  double attentionFactor() default 0;

  @AttributeDefinition(
      name = "Mscale",
      min = "0",
      max = "10",
      description =
          "Weight of the logarithm of the factor in the attention factor, a number from 0 to"
              + " 10; it counts together with the next one. Default 0.")
  double mscale() default 0;

  @AttributeDefinition(
      name = "Mscale of all dimensions",
      min = "0",
      max = "10",
      description =
          "Weight in the divisor of the attention factor, a number from 0 to 10. Default 0.")
  double mscaleAllDim() default 0;

  @AttributeDefinition(
      name = "Truncate",
      description = "Whether the ends of the ramp are rounded to whole pairs. Default true.")
  boolean truncate() default true;
}
