package org.hawser.inference.api.model;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/// What texts an answer may be. A format other than [#FREE] is enforced token by token: the answer
/// is always a whole one, however few tokens it is given, and ends as soon as nothing can follow.
@ProviderType
public sealed interface AnswerFormat {
  /// Any text.
  AnswerFormat FREE = new Free();

  /// Any JSON value, nested eight deep at most, numbers of 15 digits at most.
  AnswerFormat JSON = new Json();

  record Free() implements AnswerFormat {}

  record Json() implements AnswerFormat {}

  /// JSON that a schema describes. Understood are `type` (also several), `properties`, `required`,
  /// `additionalProperties: false`, `items`, `minItems`, `maxItems`, `minLength`, `maxLength`,
  /// `enum`, `const`, `anyOf`, `oneOf`, `$ref` into `$defs` without recursion, and annotations such
  /// as `description`. Properties come in the order of the schema; others are never written. Any
  /// other keyword is refused rather than ignored.
  ///
  /// @param schema the schema as JSON
  record JsonSchema(String schema) implements AnswerFormat {
    public JsonSchema {
      Objects.requireNonNull(schema);
    }
  }

  /// One of several texts, exactly.
  ///
  /// @param texts at least one, none empty
  record OneOf(List<String> texts) implements AnswerFormat {
    public OneOf {
      texts = List.copyOf(texts);
      if (texts.isEmpty() || texts.contains("")) {
        throw new IllegalArgumentException("Give at least one text to choose, and no empty one.");
      }
    }
  }
}
