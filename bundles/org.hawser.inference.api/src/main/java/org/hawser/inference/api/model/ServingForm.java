package org.hawser.inference.api.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Element type the matrices of a loaded model are kept in. Fewer bits take less memory and, when
/// one answer is written at a time, less time; what they cost in accuracy is measured, not
/// promised.
public enum ServingForm {
  /// What the core thinks best for the model and the machine.
  AUTO,
  F32,
  BF16,
  INT8,
  INT4,
  /// The blocks of the file, not converted.
  AS_STORED;

  /// The form by its word.
  ///
  /// @param word `auto`, `f32`, `bf16`, `int8`, `int4` or `as-stored`, in any case
  /// @throws IllegalArgumentException one sentence that names the words
  public static ServingForm named(String word) {
    return Arrays.stream(values())
        .filter(form -> form.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no serving form '"
                        + word
                        + "': choose "
                        + Arrays.stream(values())
                            .map(ServingForm::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /// What configuration, API and command line call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
