package org.hawser.inference.core.gguf;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.hawser.inference.core.model.ModelFormatException;

/// The key-value pairs of a file. A key of an unexpected type is one sentence, not a cast failure.
public final class GgufMetadata {
  private final String file;
  private final Map<String, GgufValue> values;

  GgufMetadata(String file, Map<String, GgufValue> values) {
    this.file = file;
    this.values = values;
  }

  public Set<String> keys() {
    return values.keySet();
  }

  public Optional<GgufValue> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  public Optional<String> text(String key) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case GgufValue.Text text -> Optional.of(text.value());
      case GgufValue other -> throw wrongType(key, other, "a string");
    };
  }

  /// A whole number; one stored as unsigned 64-bit above [Long#MAX_VALUE] is refused.
  public OptionalLong whole(String key) {
    return switch (values.get(key)) {
      case null -> OptionalLong.empty();
      case GgufValue.Whole whole -> {
        if (whole.type() == GgufValueType.UINT64 && whole.value() < 0) {
          throw outOfRange(key, Long.toUnsignedString(whole.value()));
        }
        yield OptionalLong.of(whole.value());
      }
      case GgufValue other -> throw wrongType(key, other, "a whole number");
    };
  }

  /// A whole number that must be there and lie within bounds.
  public int requireInt(String key, int least, int most) {
    long value = whole(key).orElseThrow(() -> missing(key));
    if (value < least || value > most) {
      throw outOfRange(key, Long.toString(value));
    }
    return (int) value;
  }

  /// A real number; whole numbers are taken as well.
  public OptionalDouble real(String key) {
    return switch (values.get(key)) {
      case null -> OptionalDouble.empty();
      case GgufValue.Real real -> OptionalDouble.of(real.value());
      case GgufValue.Whole whole -> OptionalDouble.of(whole.value());
      case GgufValue other -> throw wrongType(key, other, "a number");
    };
  }

  public Optional<Boolean> flag(String key) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case GgufValue.Flag flag -> Optional.of(flag.value());
      case GgufValue other -> throw wrongType(key, other, "a truth value");
    };
  }

  public Optional<GgufArray> array(String key) {
    return switch (values.get(key)) {
      case null -> Optional.empty();
      case GgufArray array -> Optional.of(array);
      case GgufValue other -> throw wrongType(key, other, "an array");
    };
  }

  public String requireText(String key) {
    return text(key).orElseThrow(() -> missing(key));
  }

  public GgufArray requireArray(String key) {
    return array(key).orElseThrow(() -> missing(key));
  }

  private ModelFormatException missing(String key) {
    return new ModelFormatException(file + " has no " + key + ": convert the model anew.");
  }

  private ModelFormatException outOfRange(String key, String value) {
    return new ModelFormatException(
        file + " has the impossible value " + value + " in " + key + ": convert the model anew.");
  }

  private ModelFormatException wrongType(String key, GgufValue value, String wanted) {
    return new ModelFormatException(
        file
            + " holds "
            + value.type()
            + " in "
            + key
            + ", which must be "
            + wanted
            + ": convert the model anew.");
  }
}
