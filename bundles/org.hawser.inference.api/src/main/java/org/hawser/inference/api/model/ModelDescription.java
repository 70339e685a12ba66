package org.hawser.inference.api.model;

import java.util.Objects;

/// What a loaded model is.
///
/// @param modelId name of the model, unique among those loaded
/// @param architecture model family as GGUF names it, such as `llama`, `qwen3`, `gemma3`
/// @param parameters number of weights; shared embeddings count once
/// @param storedForm element type most of the weights have in the file, such as `Q4_K`
/// @param servingForm element type products are computed in, such as `f32`
/// @param contextLength tokens the model was made for, declared scaling included
/// @param vocabularySize length of a row of logits
/// @param ropeScaling declared scaling with its parameters, or `none`
/// @param licence licence the file names, empty when it names none
/// @param hasChatTemplate whether the model brings a chat template
public record ModelDescription(
    String modelId,
    String architecture,
    long parameters,
    String storedForm,
    String servingForm,
    int contextLength,
    int vocabularySize,
    String ropeScaling,
    String licence,
    boolean hasChatTemplate) {
  public ModelDescription {
    Objects.requireNonNull(modelId);
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(storedForm);
    Objects.requireNonNull(servingForm);
    Objects.requireNonNull(ropeScaling);
    Objects.requireNonNull(licence);
  }
}
