package org.hawser.inference.core.library;

import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.library.ModelFolder.Sighting;

/// A model to be loaded in a form. Two requests are equal when the same files, unchanged, would be
/// loaded in the same form.
record LoadRequest(Sighting sighting, ModelHeader header, ServingForm form) {
  String modelId() {
    return sighting.id();
  }

  /// What the weights and a sequence of 1,000 tokens take.
  long bytes() {
    return header.memory().weightBytes().get(form) + header.memory().cacheBytesPerThousandTokens();
  }
}
