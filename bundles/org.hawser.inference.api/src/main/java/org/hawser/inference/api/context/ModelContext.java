package org.hawser.inference.api.context;

import java.util.List;
import java.util.Objects;

/// What a strategy needs to know of a model.
///
/// @param modelId name of the model
/// @param architecture family as GGUF names it
/// @param headSize dimensions of a head
/// @param rotarySize leading dimensions of a head that are rotated, even; 0 without RoPE
/// @param trainedLength tokens it was trained for before any declared scaling, L of the papers
/// @param contextLength tokens it was made for, declared scaling included
/// @param declaredScaling scaling the model declares itself: `none`, `linear`, `dynamic`,
///     `yarn`, `llama3`, `longrope` or `divisors`
/// @param layerKinds the kinds of attention layers it has, at least one
/// @param shortFactors LongRoPE divisors up to trainedLength, rotarySize/2; empty when it has
///     none
/// @param longFactors LongRoPE divisors beyond it; empty when it has none
public record ModelContext(
    String modelId,
    String architecture,
    int headSize,
    int rotarySize,
    int trainedLength,
    int contextLength,
    String declaredScaling,
    List<LayerKind> layerKinds,
    List<Double> shortFactors,
    List<Double> longFactors) {
  /// [#declaredScaling] of a model that declares none.
  public static final String NO_SCALING = "none";

  public ModelContext {
    Objects.requireNonNull(modelId);
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(declaredScaling);
    layerKinds = List.copyOf(layerKinds);
    shortFactors = List.copyOf(shortFactors);
    longFactors = List.copyOf(longFactors);
  }

  /// Layers that attend alike.
  ///
  /// @param name unique in the model, such as `full` or `sliding`
  /// @param ropeBase theta of RoPE; 0 for layers without RoPE
  /// @param window tokens a sliding-window layer sees, 0 for all. Strategies leave layers with a
  ///     window as they are
  public record LayerKind(String name, double ropeBase, int window) {
    public LayerKind {
      Objects.requireNonNull(name);
    }

    /// Whether queries of these layers see the whole context.
    public boolean seesAll() {
      return window == 0;
    }

    /// Whether strategies may change tables and spans of these layers.
    public boolean extensible() {
      return seesAll() && ropeBase > 0;
    }
  }
}
