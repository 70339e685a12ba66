package org.hawser.inference.core.library;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.ServingForm;

/// How much memory models may take.
///
/// @param configured bytes all loaded models may take together, 0 for whatever is free
/// @param free bytes the process may still take, empty when unknown
record MemoryLimit(long configured, Supplier<OptionalLong> free) {
  boolean fits(long needed, long loaded) {
    return needed <= left(loaded);
  }

  private long left(long loaded) {
    long allowed = configured == 0 ? Long.MAX_VALUE : configured - loaded;
    return Math.min(allowed, free.get().orElse(Long.MAX_VALUE));
  }

  /// @throws ModelUnavailableException with the numbers when it does not fit
  void require(LoadRequest request, long loaded) {
    long left = left(loaded);
    if (request.bytes() <= left) {
      return;
    }
    throw new ModelUnavailableException(
        Reason.TOO_LARGE,
        "The model "
            + request.modelId()
            + " needs "
            + MemorySize.of(request.bytes())
            + " as "
            + request.form().word()
            + ", but only "
            + MemorySize.of(Math.max(0, left))
            + " are left"
            + (configured == 0 ? "" : " of the configured " + MemorySize.of(configured))
            + ": "
            + remedy(request, left));
  }

  private String remedy(LoadRequest request, long left) {
    long cache = request.header().memory().cacheBytesPerThousandTokens();
    String smaller =
        request.header().memory().weightBytes().entrySet().stream()
            .filter(form -> form.getKey() != ServingForm.AUTO)
            .filter(form -> form.getKey() != ServingForm.AS_STORED)
            .filter(form -> form.getValue() <= left - cache)
            .sorted(Map.Entry.<ServingForm, Long>comparingByValue().reversed())
            .map(form -> form.getKey().word() + " (" + MemorySize.of(form.getValue()) + ")")
            .collect(Collectors.joining(" or "));
    return smaller.isEmpty()
        ? (configured == 0
            ? "use a smaller model or stop other programs."
            : "use a smaller model or raise memoryLimitMegabytes.")
        : "serve it as " + smaller + ".";
  }
}
