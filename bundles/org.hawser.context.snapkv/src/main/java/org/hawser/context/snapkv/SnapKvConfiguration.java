package org.hawser.context.snapkv;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Defaults of the strategy's parameters.
@ObjectClassDefinition(
    name = "Hawser context strategy: snapkv",
    description = "SnapKV: of a long prompt the keys that were attended to stay.")
@interface SnapKvConfiguration {
  @AttributeDefinition(
      name = "Budget",
      min = "2",
      max = "1048576",
      description =
          "Cells of a prompt that stay in each head, in tokens, 2 to 1048576, more than"
              + " window. Default 2048.")
  int budget() default 2048;

  @AttributeDefinition(
      name = "Window",
      min = "1",
      max = "512",
      description =
          "Last tokens of the prompt that vote and stay, in tokens, 1 to 512. Default 32.")
  int window() default 32;

  @AttributeDefinition(
      name = "Kernel",
      min = "1",
      max = "255",
      description =
          "Neighbours over which votes are averaged, in tokens, odd, 1 to 255. Default 5.")
  int kernel() default 5;
}
