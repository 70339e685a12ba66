package org.hawser.inference.core.library;

import java.util.EnumMap;
import java.util.Map;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.decoder.DecoderConfig;
import org.hawser.inference.core.decoder.DecoderHeader;
import org.hawser.inference.core.decoder.StoredMatrix;

/// What is known of a model before it is loaded.
///
/// @param licence what the files name, empty when they name none
record ModelHeader(
    DecoderHeader decoder, MemoryNeed memory, String licence, boolean hasChatTemplate) {
  static ModelHeader of(
      DecoderHeader decoder, CacheFormat cache, String licence, boolean hasChatTemplate) {
    Map<ServingForm, Long> byForm = new EnumMap<>(ServingForm.class);
    for (ServingForm form : ServingForm.values()) {
      byForm.put(form, weightBytes(decoder, form));
    }
    long perThousand = 1000 * decoder.config().cacheLayout(cache).cellBytes();
    return new ModelHeader(decoder, new MemoryNeed(byForm, perThousand), licence, hasChatTemplate);
  }

  private static long weightBytes(DecoderHeader decoder, ServingForm form) {
    long bytes = 0;
    for (StoredMatrix matrix : decoder.matrices()) {
      bytes += CoreForms.of(form).bytes(matrix.type(), matrix.rows(), matrix.columns());
    }
    return bytes;
  }

  /// @param form word of the form it is served in
  ModelDescription description(String modelId, String form) {
    DecoderConfig config = decoder.config();
    return new ModelDescription(
        modelId,
        config.architecture(),
        decoder.parameters(),
        decoder.storedForm(),
        form,
        config.contextLength(),
        config.vocabSize(),
        config.layers().getLast().scaling().description(),
        licence,
        hasChatTemplate);
  }
}
