package org.hawser.inference.core.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// One metadata value. Strings and arrays stay in the mapped file until they are read.
public sealed interface GgufValue
    permits GgufValue.Whole, GgufValue.Real, GgufValue.Flag, GgufValue.Text, GgufArray {
  GgufValueType type();

  /// A whole number; unsigned 64-bit ones above [Long#MAX_VALUE] appear negative.
  record Whole(GgufValueType type, long value) implements GgufValue {}

  record Real(GgufValueType type, double value) implements GgufValue {}

  record Flag(boolean value) implements GgufValue {
    @Override
    public GgufValueType type() {
      return GgufValueType.BOOL;
    }
  }

  /// @param utf8 checked to be valid
  record Text(MemorySegment utf8) implements GgufValue {
    @Override
    public GgufValueType type() {
      return GgufValueType.STRING;
    }

    public String value() {
      return new String(utf8.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
  }
}
