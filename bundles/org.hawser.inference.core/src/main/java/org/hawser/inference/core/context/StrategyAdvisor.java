package org.hawser.inference.core.context;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ModelContext.LayerKind;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Proposes what is installed and reaches far enough.
@Component
public final class StrategyAdvisor implements ContextAdvisor {
  private final ContextStrategies strategies;

  @Activate
  public StrategyAdvisor(@Reference ContextStrategies strategies) {
    this.strategies = strategies;
  }

  @Override
  public List<StrategyAdvice> advise(ModelContext model, int length, int memory) {
    if (length < 1 || memory < 1) {
      throw new IllegalArgumentException("Length and memory are at least one token.");
    }
    List<StrategyAdvice> proposals = new ArrayList<>();
    PaperRules rules = new PaperRules(model, length, memory);
    boolean fits = length <= model.contextLength();
    if (fits && length <= memory) {
      proposals.add(rules.none());
      return proposals;
    }
    if (model.layerKinds().stream().anyMatch(LayerKind::extensible)) {
      proposals.addAll(fits || length > memory ? List.of() : rules.wholeText());
      proposals.addAll(rules.windows());
    }
    return proposals.stream().filter(advice -> isUsable(advice, model, length)).toList();
  }

  private boolean isUsable(StrategyAdvice advice, ModelContext model, int length) {
    try {
      return strategies.reach(advice.expression(), model) >= length;
    } catch (StrategyRefusedException _) {
      return false;
    }
  }
}
