package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufMetadata;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads the metadata of a GGUF file.
final class GgufConfig {
  private static final int LARGEST = 1 << 22;
  private static final int GEMMA_PATTERN = 6;
  private static final int GEMMA_27B_LAYERS = 62;

  private final GgufFile file;
  private final GgufMetadata metadata;
  private final String architecture;

  private GgufConfig(GgufFile file) {
    this.file = file;
    this.metadata = file.metadata();
    this.architecture = metadata.requireText("general.architecture");
  }

  static DecoderConfig read(GgufFile file) {
    GgufConfig config = new GgufConfig(file);
    switch (config.architecture) {
      case "llama", "qwen2", "qwen3", "phi3", "gemma3" -> {
        return config.read();
      }
      default ->
          throw new ModelFormatException(
              file.name()
                  + " holds a model of architecture "
                  + config.architecture
                  + ": use Llama, Mistral, Qwen2, Qwen3, Phi-3 or Gemma 3.");
    }
  }

  private DecoderConfig read() {
    boolean gemma = architecture.equals("gemma3");
    if (metadata.whole(key("expert_count")).orElse(0) > 0) {
      throw new ModelFormatException(
          file.name() + " is a mixture of experts, which is not supported: use another model.");
    }
    int hiddenSize = whole("embedding_length");
    int heads = whole("attention.head_count");
    int headSize = whole("attention.key_length", hiddenSize / heads);
    if (whole("attention.value_length", headSize) != headSize) {
      throw new ModelFormatException(
          file.name() + " has values of another size than keys: use another model.");
    }
    if (real("final_logit_softcapping").orElse(0) > 0) {
      throw new ModelFormatException(
          file.name() + " caps its logits, which is not supported: use another model.");
    }
    int layers = whole("block_count");
    boolean byWidth = gemma && layers == GEMMA_27B_LAYERS;
    return new DecoderConfig(
        architecture,
        Math.toIntExact(Math.min(file.requireTensor("token_embd.weight").rows(), LARGEST + 1L)),
        hiddenSize,
        whole("feed_forward_length"),
        heads,
        whole("attention.head_count_kv", heads),
        headSize,
        whole("rope.dimension_count", headSize),
        metadata.requireInt(key("context_length"), 1, Integer.MAX_VALUE),
        real("attention.layer_norm_rms_epsilon").orElse(1e-6),
        1 / Math.sqrt(byWidth ? (double) hiddenSize / heads : headSize),
        gemma ? (float) Math.sqrt(hiddenSize) : 1,
        0,
        gemma ? Activation.GELU_TANH : Activation.SILU,
        kinds(layers, gemma));
  }

  private List<AttentionKind> kinds(int layers, boolean gemma) {
    int window = (int) Math.min(metadata.whole(key("attention.sliding_window")).orElse(0), LARGEST);
    double theta = real("rope.freq_base").orElse(gemma ? 1e6 : 1e4);
    RopeScaling scaling = scaling();
    int pattern = whole("attention.sliding_window_pattern", GEMMA_PATTERN);
    AttentionKind usual = new AttentionKind(gemma ? 0 : window, theta, scaling);
    double localTheta = real("rope.freq_base_swa").orElse(1e4);
    AttentionKind local = new AttentionKind(window, localTheta, new RopeScaling.None());
    List<AttentionKind> kinds = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      boolean sliding = gemma && window > 0 && (layer + 1) % pattern != 0;
      kinds.add(sliding ? local : usual);
    }
    return kinds;
  }

  private RopeScaling scaling() {
    Optional<GgufTensor> divisors = file.tensor("rope_freqs.weight");
    if (divisors.isPresent()) {
      return new RopeScaling.Divisors(factors(divisors.get()));
    }
    Optional<GgufTensor> longFactors = file.tensor("rope_factors_long.weight");
    if (longFactors.isPresent()) {
      int original = original();
      double stretch = whole("context_length", original) / (double) original;
      return new RopeScaling.LongRope(
          factors(file.requireTensor("rope_factors_short.weight")),
          factors(longFactors.get()),
          original,
          real("rope.scaling.attn_factor")
              .orElse(RopeScaling.LongRope.magnitude(stretch, original)));
    }
    double older = real("rope.scale_linear").orElse(1);
    double factor = real("rope.scaling.factor").orElse(older);
    if (!(factor >= 1)) {
      throw new ModelFormatException(
          file.name() + " has a RoPE scaling factor below 1: convert the model anew.");
    }
    String type = metadata.text(key("rope.scaling.type")).orElse("linear");
    return switch (type) {
      case "none" -> new RopeScaling.None();
      case "linear" -> factor == 1 ? new RopeScaling.None() : new RopeScaling.Linear(factor);
      case "yarn" ->
          new RopeScaling.Yarn(
              factor,
              original(),
              real("rope.scaling.yarn_beta_fast").orElse(32),
              real("rope.scaling.yarn_beta_slow").orElse(1),
              RopeScaling.Yarn.magnitude(factor, 1) * real("rope.scaling.attn_factor").orElse(1),
              true);
      default ->
          throw new ModelFormatException(
              file.name()
                  + " asks for RoPE scaling "
                  + type
                  + ", which is not known: use another.");
    };
  }

  private static List<Double> factors(GgufTensor tensor) {
    if (tensor.size() > LARGEST) {
      throw new ModelFormatException(tensor.name() + " is too large: convert the model anew.");
    }
    List<Double> factors = new ArrayList<>();
    for (float factor : tensor.toFloats()) {
      if (!(factor > 0)) {
        throw new ModelFormatException(
            tensor.name() + " holds a factor that is not positive: convert the model anew.");
      }
      factors.add((double) factor);
    }
    return factors;
  }

  private int original() {
    int contextLength = metadata.requireInt(key("context_length"), 2, Integer.MAX_VALUE);
    return whole("rope.scaling.original_context_length", contextLength);
  }

  private int whole(String name) {
    return metadata.requireInt(key(name), 1, LARGEST);
  }

  private int whole(String name, int otherwise) {
    return metadata.whole(key(name)).isPresent()
        ? metadata.requireInt(key(name), 1, Integer.MAX_VALUE)
        : otherwise;
  }

  private OptionalDouble real(String name) {
    return metadata.real(key(name));
  }

  private String key(String name) {
    return architecture + "." + name;
  }
}
