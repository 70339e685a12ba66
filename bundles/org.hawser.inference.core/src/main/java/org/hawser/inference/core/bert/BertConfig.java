package org.hawser.inference.core.bert;

import com.fasterxml.jackson.databind.JsonNode;
import org.hawser.inference.core.model.ModelFormatException;

/// Sizes of a BERT model, named as in `config.json`.
public record BertConfig(
    int vocabSize,
    int hiddenSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int intermediateSize,
    int maxPositionEmbeddings,
    float layerNormEps) {
  /// f32 numbers in the 64 bytes matrices are aligned to.
  private static final int ALIGNMENT = 16;

  public BertConfig {
    if (hiddenSize % numAttentionHeads != 0 || hiddenSize / numAttentionHeads % ALIGNMENT != 0) {
      throw new ModelFormatException(
          "config.json: hidden_size / num_attention_heads must be a multiple of 16, not "
              + hiddenSize
              + " / "
              + numAttentionHeads
              + ": use another model.");
    }
  }

  /// Reads a `config.json`.
  public static BertConfig read(JsonNode json) {
    requireEqual(json, "model_type", "bert");
    requireEqual(json, "hidden_act", "gelu");
    requireEqual(json, "position_embedding_type", "absolute");
    double epsilon = json.path("layer_norm_eps").asDouble(1e-12);
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new ModelFormatException(
          "config.json: layer_norm_eps must be from 0 to 1: copy the file from the model.");
    }
    return new BertConfig(
        size(json, "vocab_size", 4_000_000),
        size(json, "hidden_size", 8192),
        size(json, "num_hidden_layers", 200),
        size(json, "num_attention_heads", 256),
        size(json, "intermediate_size", 65_536),
        size(json, "max_position_embeddings", 16_384),
        (float) epsilon);
  }

  private static void requireEqual(JsonNode json, String key, String expected) {
    String found = json.path(key).asText(expected);
    if (!found.equals(expected)) {
      throw new ModelFormatException(
          "config.json: "
              + key
              + " is "
              + found
              + ", but only "
              + expected
              + " is supported: use a model of the BERT family.");
    }
  }

  private static int size(JsonNode json, String key, int most) {
    JsonNode size = json.path(key);
    if (!size.isInt() || size.intValue() < 1 || size.intValue() > most) {
      throw new ModelFormatException(
          "config.json: " + key + " must be a whole number from 1 to " + most + ".");
    }
    return size.intValue();
  }

  /// Length of one attention head's vectors.
  public int headSize() {
    return hiddenSize / numAttentionHeads;
  }
}
