package org.hawser.inference.core.context;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the choice among context strategies.
@ObjectClassDefinition(
    name = "Hawser context strategies",
    description = "Which strategy is used where none is asked for, and what requests may ask for.")
@interface StrategySettings {
  @AttributeDefinition(
      name = "Default strategy",
      description =
          "Expression used where request, conversation and collection name none, such as"
              + " dynamic-yarn or self-extend+log-n. Default none.")
  String defaultStrategy() default "none";

  @AttributeDefinition(
      name = "Fallback strategy",
      description =
          "Expression used instead of a strategy that is not installed any more. Default none.")
  String fallback() default "none";

  @AttributeDefinition(
      name = "Strategies of collections",
      description =
          "Lines of a collection and the expression used for questions on it, such as"
              + " contracts=self-extend. Default none.")
  String[] collections() default {};

  @AttributeDefinition(
      name = "Bounds of parameters",
      description =
          "Lines of a parameter and the values allowed, such as yarn.factor=1..8, within what the"
              + " strategy allows. Default none.")
  String[] bounds() default {};

  @AttributeDefinition(
      name = "Deadline",
      min = "100",
      max = "600000",
      description =
          "How long a strategy may take to plan a turn, in milliseconds, 100 to 600000. Default"
              + " 10000.")
  int deadline_millis() default 10_000;
}
