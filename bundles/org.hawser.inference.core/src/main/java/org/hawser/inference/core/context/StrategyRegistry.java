package org.hawser.inference.core.context;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.inference.api.context.ContextStrategy;
import org.osgi.framework.ServiceReference;

/// The strategy services there are, by name. Of two with one name the one of higher ranking
/// counts.
final class StrategyRegistry {
  private final Map<ServiceReference<ContextStrategy>, InstalledStrategy> installed =
      new ConcurrentHashMap<>();
  private final Set<String> everSeen = ConcurrentHashMap.newKeySet();

  void add(ServiceReference<ContextStrategy> reference, InstalledStrategy strategy) {
    installed.put(reference, strategy);
  }

  void remove(ServiceReference<ContextStrategy> reference) {
    InstalledStrategy strategy = installed.remove(reference);
    if (strategy != null) {
      strategy.release();
    }
  }

  /// All that work, by name.
  List<InstalledStrategy> all() {
    Set<String> names = new HashSet<>();
    List<InstalledStrategy> strategies =
        installed.entrySet().stream()
            .sorted(
                Map.Entry.<ServiceReference<ContextStrategy>, InstalledStrategy>comparingByKey()
                    .reversed())
            .map(Map.Entry::getValue)
            .filter(InstalledStrategy::load)
            .filter(strategy -> names.add(strategy.name()))
            .sorted(Comparator.comparing(InstalledStrategy::name))
            .toList();
    everSeen.addAll(names);
    return strategies;
  }

  Optional<InstalledStrategy> find(String name) {
    return all().stream().filter(strategy -> strategy.name().equals(name)).findFirst();
  }

  /// Whether a strategy of this name has been here since the core started.
  boolean wasSeen(String name) {
    return everSeen.contains(name);
  }
}
