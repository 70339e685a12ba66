package org.hawser.inference.api.context;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hawser.inference.api.context.ModelContext.LayerKind;

/// How a model attends to the tokens of one sequence, as data: for every kind of layer a RoPE
/// table and the spans each row sees. Immutable, and independent of whoever made it.
///
/// A few arrays per span: about 16 bytes for each row and span.
///
/// The methods that change a plan know which layers a strategy may touch and which changes
/// exclude each other, so that strategies need not. Layers with a sliding window always stay as
/// they are.
public final class AttentionPlan {
  private final int rows;
  private final Map<String, LayerPlan> layers;

  /// @param layers plan by name of the layer kind, at least one, all of the same number of rows
  public AttentionPlan(Map<String, LayerPlan> layers) {
    this.layers = new LinkedHashMap<>(layers);
    this.rows = this.layers.values().iterator().next().rows();
    if (this.layers.values().stream().anyMatch(layer -> layer.rows() != rows)) {
      throw new IllegalArgumentException("All layers of a plan have the same number of rows.");
    }
  }

  /// Rows 0..rows-1 are planned, one for each token of the sequence.
  public int rows() {
    return rows;
  }

  /// Names of the layer kinds.
  public Set<String> kinds() {
    return Set.copyOf(layers.keySet());
  }

  /// The plan of a kind of layers.
  ///
  /// @throws IllegalArgumentException when the plan has no such kind
  public LayerPlan layer(String kind) {
    LayerPlan layer = layers.get(kind);
    if (layer == null) {
      throw new IllegalArgumentException("The plan has no layers of kind " + kind + ".");
    }
    return layer;
  }

  /// Gives layers with RoPE over the whole context another table.
  ///
  /// @param table the new one, from the kind of the layers and the unscaled table they have
  /// @throws StrategyRefusedException when the model has no such layers, or table or spans are
  ///     not the unscaled model's any more: no paper defines a scaling on top of another
  public AttentionPlan withTables(
      ModelContext model, BiFunction<LayerKind, RopeTable, RopeTable> table) {
    if (!model.declaredScaling().equals(ModelContext.NO_SCALING)) {
      throw new StrategyRefusedException(
          "The model "
              + model.modelId()
              + " scales its RoPE itself ("
              + model.declaredScaling()
              + "), on which no other scaling is defined: use none, or a strategy that leaves the"
              + " table alone, such as self-extend.");
    }
    return withEachExtensible(
        model,
        (kind, layer) -> {
          requireUnchanged(model, kind, layer);
          return layer.withTable(table.apply(kind, layer.table()));
        });
  }

  /// Gives layers with RoPE over the whole context other spans.
  ///
  /// @param spans the new ones, from the kind of the layers
  /// @throws StrategyRefusedException when the model has no such layers, or another strategy has
  ///     changed table or spans: no paper defines both
  public AttentionPlan withSpans(ModelContext model, Function<LayerKind, List<Span>> spans) {
    return withEachExtensible(
        model,
        (kind, layer) -> {
          requireUnchanged(model, kind, layer);
          return layer.withSpans(spans.apply(kind));
        });
  }

  /// Multiplies the query scale of layers that see the whole context, with RoPE or without.
  ///
  /// @param factors one per row; copied
  /// @throws StrategyRefusedException when the model has no such layers
  public AttentionPlan withQueryScale(ModelContext model, float[] factors) {
    return withEach(
        model, LayerKind::seesAll, (_, layer) -> layer.withQueryScale(product(layer, factors)));
  }

  /// Lets layers that see the whole context give cells up, with RoPE or without.
  ///
  /// @throws StrategyRefusedException when the model has no such layers
  public AttentionPlan withEviction(ModelContext model, Eviction eviction) {
    return withEach(model, LayerKind::seesAll, (_, layer) -> layer.withEviction(eviction));
  }

  /// Changes layers with RoPE over the whole context in any way.
  ///
  /// @throws StrategyRefusedException when the model has no such layers
  public AttentionPlan withEachExtensible(
      ModelContext model, BiFunction<LayerKind, LayerPlan, LayerPlan> change) {
    return withEach(model, LayerKind::extensible, change);
  }

  private AttentionPlan withEach(
      ModelContext model,
      Predicate<LayerKind> chosen,
      BiFunction<LayerKind, LayerPlan, LayerPlan> change) {
    Map<String, LayerPlan> changed = new LinkedHashMap<>(layers);
    List<LayerKind> kinds = model.layerKinds().stream().filter(chosen).toList();
    if (kinds.isEmpty()) {
      throw new StrategyRefusedException(
          "The model "
              + model.modelId()
              + " has no layers this strategy may change, as they have sliding windows or no RoPE:"
              + " use none.");
    }
    kinds.forEach(kind -> changed.put(kind.name(), change.apply(kind, layer(kind.name()))));
    return new AttentionPlan(changed);
  }

  private static void requireUnchanged(ModelContext model, LayerKind kind, LayerPlan layer) {
    RopeTable unscaled = RopeTable.unscaled(kind.ropeBase(), model.rotarySize());
    boolean scaled =
        model.declaredScaling().equals(ModelContext.NO_SCALING) && !same(layer.table(), unscaled);
    if (scaled || layer.spans().size() != 1 || !layer.spans().getFirst().isCausal()) {
      throw new StrategyRefusedException(
          "Two strategies that change positions or RoPE are not defined together: use one of them;"
              + " log-n and snapkv go with any.");
    }
  }

  private static boolean same(RopeTable table, RopeTable other) {
    boolean same = table.pairs() == other.pairs() && table.magnitude() == other.magnitude();
    for (int pair = 0; same && pair < table.pairs(); pair++) {
      double difference = table.frequency(pair) - other.frequency(pair);
      same = Math.abs(difference) <= 1e-12 * other.frequency(pair);
    }
    return same;
  }

  private static float[] product(LayerPlan layer, float[] factors) {
    float[] product = factors.clone();
    for (int row = 0; row < product.length; row++) {
      product[row] *= layer.queryScale(row);
    }
    return product;
  }
}
