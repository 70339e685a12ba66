package org.hawser.inference.core.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads `rope_parameters`, or `rope_scaling` with `rope_theta` as older models have them.
final class HuggingFaceRope {
  private static final int MOST_FACTORS = 1 << 12;

  private final JsonNode config;

  HuggingFaceRope(JsonNode config) {
    this.config = config;
  }

  /// Attention of layers that see everything before them, or a window.
  AttentionKind kind(int window) {
    JsonNode rope = parameters();
    if (rope.has("full_attention")) {
      rope = rope.path("full_attention");
    }
    return new AttentionKind(window, theta(rope), scaling(rope));
  }

  /// Attention of sliding-window layers that have a base of their own.
  AttentionKind localKind(int window) {
    JsonNode rope = parameters().path("sliding_attention");
    double older = config.path("rope_local_base_freq").asDouble(10_000);
    return new AttentionKind(window, rope.path("rope_theta").asDouble(older), scaling(rope));
  }

  /// Share of each head that is rotated.
  double partialRotaryFactor() {
    double older = config.path("partial_rotary_factor").asDouble(1);
    return parameters().path("partial_rotary_factor").asDouble(older);
  }

  private JsonNode parameters() {
    return config.path(config.hasNonNull("rope_parameters") ? "rope_parameters" : "rope_scaling");
  }

  private double theta(JsonNode rope) {
    return rope.path("rope_theta").asDouble(config.path("rope_theta").asDouble(10_000));
  }

  private RopeScaling scaling(JsonNode rope) {
    String type = rope.path("rope_type").asText(rope.path("type").asText("default"));
    return switch (type) {
      case "default" -> new RopeScaling.None();
      case "linear" -> new RopeScaling.Linear(factor(rope));
      case "dynamic" -> new RopeScaling.Dynamic(factor(rope), contextLength());
      case "yarn" -> yarn(rope);
      case "llama3" ->
          new RopeScaling.Llama3(
              factor(rope),
              rope.path("low_freq_factor").asDouble(1),
              rope.path("high_freq_factor").asDouble(4),
              original(rope));
      case "longrope", "su" -> longRope(rope);
      default ->
          throw new ModelFormatException(
              "config.json asks for RoPE scaling " + type + ", which is not known: use another.");
    };
  }

  private RopeScaling yarn(JsonNode rope) {
    double factor = factor(rope);
    double mscale = rope.path("mscale").asDouble(0);
    double mscaleAllDim = rope.path("mscale_all_dim").asDouble(0);
    double magnitude =
        mscale != 0 && mscaleAllDim != 0
            ? RopeScaling.Yarn.magnitude(factor, mscale)
                / RopeScaling.Yarn.magnitude(factor, mscaleAllDim)
            : RopeScaling.Yarn.magnitude(factor, 1);
    return new RopeScaling.Yarn(
        factor,
        original(rope),
        rope.path("beta_fast").asDouble(32),
        rope.path("beta_slow").asDouble(1),
        rope.path("attention_factor").asDouble(magnitude),
        rope.path("truncate").asBoolean(true));
  }

  private RopeScaling longRope(JsonNode rope) {
    int original = original(rope);
    double stretch = (double) contextLength() / original;
    double factor = rope.path("factor").asDouble(stretch);
    double magnitude = RopeScaling.LongRope.magnitude(factor, original);
    return new RopeScaling.LongRope(
        factors(rope, "short_factor"),
        factors(rope, "long_factor"),
        original,
        rope.path("attention_factor").asDouble(magnitude));
  }

  private static List<Double> factors(JsonNode rope, String key) {
    List<Double> factors = new ArrayList<>();
    for (JsonNode factor : rope.path(key)) {
      if (!(factor.asDouble() > 0) || factors.size() == MOST_FACTORS) {
        throw new ModelFormatException(
            "config.json has impossible factors in " + key + ": download the model anew.");
      }
      factors.add(factor.asDouble());
    }
    return factors;
  }

  private static double factor(JsonNode rope) {
    double factor = rope.path("factor").asDouble(0);
    if (!(factor >= 1)) {
      throw new ModelFormatException(
          "config.json has no RoPE scaling factor of 1 or more: download the model anew.");
    }
    return factor;
  }

  private int original(JsonNode rope) {
    String key = "original_max_position_embeddings";
    int original = rope.path(key).asInt(config.path(key).asInt(contextLength()));
    if (original < 2) {
      throw new ModelFormatException(
          "config.json has an impossible " + key + ": download the model anew.");
    }
    return original;
  }

  private int contextLength() {
    int length = config.path("max_position_embeddings").asInt();
    if (length < 1) {
      throw new ModelFormatException(
          "config.json has no max_position_embeddings of 1 or more: download the model anew.");
    }
    return length;
  }
}
