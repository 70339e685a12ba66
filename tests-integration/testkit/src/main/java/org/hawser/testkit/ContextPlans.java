package org.hawser.testkit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.api.context.StrategyParameter;

/// Models and plans to try context strategies on.
public final class ContextPlans {
  /// Name of the layers that see the whole context.
  public static final String FULL = "full";

  private ContextPlans() {}

  /// A model without scaling whose layers all see the whole context.
  public static ModelContext model(int headSize, double base, int trained) {
    return model(headSize, trained, List.of(new LayerKind(FULL, base, 0)));
  }

  /// A model without scaling.
  public static ModelContext model(int headSize, int trained, List<LayerKind> kinds) {
    return new ModelContext(
        "test-model",
        "llama",
        headSize,
        headSize,
        trained,
        trained,
        ModelContext.NO_SCALING,
        kinds,
        List.of(),
        List.of());
  }

  /// The plan of a model without scaling.
  public static AttentionPlan plain(ModelContext model, int rows) {
    Map<String, LayerPlan> layers = new LinkedHashMap<>();
    for (LayerKind kind : model.layerKinds()) {
      Span span = kind.seesAll() ? Span.causal(rows) : Span.window(rows, kind.window());
      layers.put(kind.name(), new LayerPlan(table(kind, model), List.of(span), null, null));
    }
    return new AttentionPlan(layers);
  }

  private static RopeTable table(LayerKind kind, ModelContext model) {
    return kind.ropeBase() > 0
        ? RopeTable.unscaled(kind.ropeBase(), model.rotarySize())
        : RopeTable.of(model.rotarySize() / 2, _ -> 0, 1);
  }

  /// A request with the parameters given, checked as the core does, and defaults for the others.
  public static PlanRequest request(
      ContextStrategy strategy, ModelContext model, int horizon, Map<String, Double> given) {
    Map<String, Double> values = new HashMap<>();
    for (StrategyParameter parameter : strategy.parameters()) {
      parameter.defaultValue().ifPresent(value -> values.put(parameter.name(), value));
      Double value = given.get(parameter.name());
      if (value != null) {
        values.put(parameter.name(), parameter.check(value));
      }
    }
    if (!values.keySet().containsAll(given.keySet())) {
      throw new AssertionError(strategy.name() + " does not know all of " + given.keySet());
    }
    return new PlanRequest(model, values, horizon);
  }

  /// The plan of a strategy for a sequence as long as the horizon.
  public static AttentionPlan plan(
      ContextStrategy strategy, ModelContext model, int horizon, Map<String, Double> given) {
    return strategy.apply(plain(model, horizon), request(strategy, model, horizon, given));
  }

  /// Distance each query (row) has to each key (column) under a plan, -1 where it does not see
  /// it.
  public static double[][] distances(LayerPlan layer) {
    double[][] distances = new double[layer.rows()][layer.rows()];
    for (int row = 0; row < layer.rows(); row++) {
      Arrays.fill(distances[row], -1);
      for (Span span : layer.spans()) {
        for (int cell = span.from(row); cell < span.to(row); cell++) {
          distances[row][cell] = span.queryPosition(row) - span.keys().of(cell);
        }
      }
    }
    return distances;
  }

  /// Everything a plan says of the layers of a kind, for comparison.
  public static String text(AttentionPlan plan, String kind) {
    LayerPlan layer = plan.layer(kind);
    StringBuilder text = new StringBuilder();
    text.append(Arrays.toString(layer.table().frequencies())).append(layer.table());
    text.append(Arrays.toString(layer.queryScale())).append(layer.eviction());
    for (Span span : layer.spans()) {
      text.append('\n').append(span.keys()).append(span.strongest());
      for (int row = 0; row < span.rows(); row++) {
        text.append(' ').append(span.from(row)).append('-').append(span.to(row));
        text.append('@').append(span.queryPosition(row));
      }
    }
    return text.toString();
  }
}
