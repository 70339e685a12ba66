package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.List;

/// The kinds of attention layers a model has, named as plans name them.
///
/// @param kinds each once, in the order of their first layers
/// @param names unique, one per kind
/// @param ofLayer index of the kind of each layer
record LayerKinds(List<AttentionKind> kinds, List<String> names, List<Integer> ofLayer) {
  LayerKinds {
    kinds = List.copyOf(kinds);
    names = List.copyOf(names);
    ofLayer = List.copyOf(ofLayer);
  }

  static LayerKinds of(List<AttentionKind> layers) {
    List<AttentionKind> kinds = layers.stream().distinct().toList();
    List<String> names = new ArrayList<>();
    for (AttentionKind kind : kinds) {
      String plain = kind.window() == 0 ? "full" : "sliding";
      names.add(names.contains(plain) ? plain + "-" + (names.size() + 1) : plain);
    }
    return new LayerKinds(kinds, names, layers.stream().map(kinds::indexOf).toList());
  }
}
