package org.hawser.inference.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelFormatExceptionTest {
  @Test
  void aNameWithLineBreaksLeavesTheMessageOneLine() {
    assertThat(new ModelFormatException("x.gguf has no head_count\r\n\0W: convert the model anew."))
        .hasMessage("x.gguf has no head_count W: convert the model anew.");
  }
}
