package org.hawser.conversation.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalDouble;

/// How instants (ISO 8601) and optional numbers (a number or null) stand in JSON.
final class JsonValues {
  private JsonValues() {}

  static JsonSerializer<Instant> writingInstant() {
    return new JsonSerializer<>() {
      @Override
      public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(value.toString());
      }
    };
  }

  static JsonDeserializer<Instant> readingInstant() {
    return new JsonDeserializer<>() {
      @Override
      public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
        try {
          return Instant.parse(in.getText());
        } catch (DateTimeException e) {
          throw context.weirdStringException(in.getText(), Instant.class, "not an ISO 8601 time");
        }
      }
    };
  }

  static JsonSerializer<OptionalDouble> writingOptionalDouble() {
    return new JsonSerializer<>() {
      @Override
      public void serialize(OptionalDouble value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        if (value.isPresent()) {
          out.writeNumber(value.getAsDouble());
        } else {
          out.writeNull();
        }
      }
    };
  }

  static JsonDeserializer<OptionalDouble> readingOptionalDouble() {
    return new JsonDeserializer<>() {
      @Override
      public OptionalDouble deserialize(JsonParser in, DeserializationContext context)
          throws IOException {
        return OptionalDouble.of(in.getDoubleValue());
      }

      @Override
      public OptionalDouble getNullValue(DeserializationContext context) {
        return OptionalDouble.empty();
      }
    };
  }
}
