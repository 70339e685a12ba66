package org.hawser.inference.api.model;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/// What texts an answer may be, enforced token by token. JSON and choices are always whole ones,
/// however few tokens the answer is given, and end as soon as nothing can follow.
@ProviderType
public sealed interface AnswerFormat {
  /// Any text.
  AnswerFormat FREE = new Free();

  /// Any JSON value, nested eight deep at most, numbers of 15 digits at most.
  AnswerFormat JSON = new Json();

  record Free() implements AnswerFormat {}

  record Json() implements AnswerFormat {}

  /// Any text, in which numbers in square brackets are those of sources: `[2]`, `[1, 3]`, `[1-3]`,
  /// `[source 2]`, `【2】`. The model can write no other number there; brackets around anything else
  /// are free. Numbers between the ends of a range are not looked at.
  ///
  /// @param sources numbers that may be cited, perhaps none
  record Citing(Set<Integer> sources) implements AnswerFormat {
    public Citing {
      sources = Set.copyOf(sources);
    }
  }

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
