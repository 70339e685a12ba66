package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.Span;

/// How a model attends by its own declaration, as a plan; and what strategies are told of it.
public final class NativePlan {
  private NativePlan() {}

  /// The plan of a model without a strategy: its declared RoPE tables, every row sees all cells
  /// before it or, in layers with a window, the last ones.
  ///
  /// @param horizon rows of the plan; what depends on the length is chosen by it
  public static AttentionPlan of(DecoderConfig config, int horizon) {
    LayerKinds kinds = config.layerKinds();
    Map<String, LayerPlan> layers = new LinkedHashMap<>();
    for (int i = 0; i < kinds.kinds().size(); i++) {
      AttentionKind kind = kinds.kinds().get(i);
      RopeTable table = DeclaredTable.of(kind, config.rotarySize(), horizon);
      Span span = kind.window() == 0 ? Span.causal(horizon) : Span.window(horizon, kind.window());
      layers.put(kinds.names().get(i), new LayerPlan(table, List.of(span), null, null));
    }
    return new AttentionPlan(layers);
  }

  /// What strategies are told of a model. Scaling is that of its first kind without a window.
  public static ModelContext context(DecoderConfig config, String modelId) {
    LayerKinds kinds = config.layerKinds();
    List<ModelContext.LayerKind> described = new ArrayList<>();
    for (int i = 0; i < kinds.kinds().size(); i++) {
      AttentionKind kind = kinds.kinds().get(i);
      described.add(
          new ModelContext.LayerKind(kinds.names().get(i), kind.ropeTheta(), kind.window()));
    }
    RopeScaling scaling =
        kinds.kinds().stream()
            .filter(kind -> kind.window() == 0)
            .findFirst()
            .orElse(kinds.kinds().getFirst())
            .scaling();
    boolean listed = scaling instanceof RopeScaling.LongRope;
    return new ModelContext(
        modelId,
        config.architecture(),
        config.headSize(),
        config.rotarySize(),
        trainedLength(scaling, config.contextLength()),
        config.contextLength(),
        name(scaling),
        described,
        listed ? ((RopeScaling.LongRope) scaling).shortFactors() : List.of(),
        listed ? ((RopeScaling.LongRope) scaling).longFactors() : List.of());
  }

  /// Scalings that do not say what they start from start from the context length.
  private static int trainedLength(RopeScaling scaling, int contextLength) {
    return switch (scaling) {
      case RopeScaling.Dynamic dynamic -> dynamic.original();
      case RopeScaling.Yarn yarn -> yarn.original();
      case RopeScaling.Llama3 llama3 -> llama3.original();
      case RopeScaling.LongRope rope -> rope.original();
      case RopeScaling.None _, RopeScaling.Linear _, RopeScaling.Divisors _ -> contextLength;
    };
  }

  private static String name(RopeScaling scaling) {
    return switch (scaling) {
      case RopeScaling.None _ -> "none";
      case RopeScaling.Linear _ -> "linear";
      case RopeScaling.Dynamic _ -> "dynamic";
      case RopeScaling.Yarn _ -> "yarn";
      case RopeScaling.Llama3 _ -> "llama3";
      case RopeScaling.LongRope _ -> "longrope";
      case RopeScaling.Divisors _ -> "divisors";
    };
  }
}
