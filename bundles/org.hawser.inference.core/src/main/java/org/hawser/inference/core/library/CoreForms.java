package org.hawser.inference.core.library;

import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.quant.GgmlType;

/// Between the forms callers name and those the core computes with.
final class CoreForms {
  private CoreForms() {}

  static org.hawser.inference.core.serving.ServingForm of(ServingForm form) {
    return org.hawser.inference.core.serving.ServingForm.valueOf(form.name());
  }

  static ServingForm of(org.hawser.inference.core.serving.ServingForm form) {
    return ServingForm.valueOf(form.name());
  }

  /// What a choice means for weights of a type; the choice itself when the type is not known.
  static ServingForm resolved(ServingForm choice, String storedForm) {
    for (GgmlType type : GgmlType.values()) {
      if (type.name().equals(storedForm)) {
        return of(of(choice).forStored(type));
      }
    }
    return choice;
  }

  /// @throws IllegalArgumentException one sentence
  static CacheFormat cache(String word) {
    return switch (word) {
      case "auto", "bf16" -> CacheFormat.BF16;
      case "f32" -> CacheFormat.F32;
      case "int8" -> CacheFormat.INT8;
      default ->
          throw new IllegalArgumentException(
              "cacheFormat is '" + word + "': set it to auto, f32, bf16 or int8.");
    };
  }
}
