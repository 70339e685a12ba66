package org.hawser.inference.core.context;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyChoice.Source;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds strategies, chooses among them and makes plans of them.
@Component
@Designate(ocd = StrategySettings.class)
public final class StrategyDesk implements ContextStrategies {
  private static final Logger LOG = LoggerFactory.getLogger(StrategyDesk.class);

  private final BundleContext context;
  private final String standard;
  private final StrategyExpression fallback;
  private final Map<String, String> collections;
  private final ParameterBounds bounds;
  private final Deadline deadline;
  private final StrategyRegistry registry = new StrategyRegistry();

  /// What was logged since strategies last came or went: an answer resolves its choice several
  /// times and tells it itself.
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  @Activate
  public StrategyDesk(BundleContext context, StrategySettings settings) {
    this.context = context;
    this.standard = StrategyExpression.parse(settings.defaultStrategy()).toString();
    this.fallback = StrategyExpression.parse(settings.fallback());
    this.collections = collections(settings.collections());
    this.bounds = ParameterBounds.of(settings.bounds());
    int millis = settings.deadline_millis();
    if (millis < 100 || millis > 600_000) {
      throw new IllegalArgumentException(
          "deadline.millis is " + millis + ": set it to 100..600000.");
    }
    this.deadline = new Deadline(Duration.ofMillis(millis));
  }

  private static Map<String, String> collections(String... lines) {
    Map<String, String> collections = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "collections holds '" + line + "': write it like contracts=self-extend.");
      }
      String expression = StrategyExpression.parse(line.substring(equals + 1)).toString();
      collections.put(line.substring(0, equals).strip(), expression);
    }
    return Map.copyOf(collections);
  }

  @Reference(
      service = ContextStrategy.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindStrategy(ServiceReference<ContextStrategy> reference) {
    registry.add(reference, new InstalledStrategy(context, reference, deadline));
    logged.clear();
  }

  public void unbindStrategy(ServiceReference<ContextStrategy> reference) {
    registry.remove(reference);
    logged.clear();
  }

  @Override
  public List<StrategyDescription> list() {
    return registry.all().stream()
        .map(
            strategy ->
                new StrategyDescription(
                    strategy.name(),
                    bounds.narrow(strategy.name(), strategy.parameters()),
                    strategy.provider()))
        .toList();
  }

  @Override
  public StrategyChoice choose(String request, String conversation, String collection) {
    if (!request.isBlank()) {
      return StrategyChoice.request(request);
    }
    if (!conversation.isBlank()) {
      return new StrategyChoice(conversation, Source.CONVERSATION);
    }
    String configured = collections.get(collection);
    return configured == null
        ? new StrategyChoice(standard, Source.DEFAULT)
        : new StrategyChoice(configured, Source.COLLECTION);
  }

  @Override
  public String check(String expression) {
    StrategyExpression parsed = StrategyExpression.parse(expression);
    require(parsed);
    return parsed.toString();
  }

  @Override
  public int reach(String expression, ModelContext model) {
    return require(StrategyExpression.parse(expression)).reach(model);
  }

  private StrategyChain require(StrategyExpression expression) {
    StrategyChain chain = StrategyChain.of(expression, registry, bounds);
    if (!chain.missing().isEmpty()) {
      throw unknown(chain.missing());
    }
    return chain;
  }

  @Override
  public ResolvedStrategy resolve(StrategyChoice choice, ModelContext model, AttentionPlan plan) {
    ResolvedStrategy resolved = resolveBeyondReach(choice, model, plan);
    if (resolved.reach() < plan.rows()) {
      throw new StrategyRefusedException(
          (resolved.notice().isEmpty() ? "" : resolved.notice() + " ")
              + "The strategy "
              + resolved.expression()
              + " reaches "
              + resolved.reach()
              + " tokens with the model "
              + model.modelId()
              + ", and "
              + plan.rows()
              + " are needed: choose one that reaches further, or shorten the input.");
    }
    return resolved;
  }

  @Override
  public ResolvedStrategy resolveBeyondReach(
      StrategyChoice choice, ModelContext model, AttentionPlan plan) {
    StrategyExpression expression = StrategyExpression.parse(choice.expression());
    StrategyChain chain = StrategyChain.of(expression, registry, bounds);
    String missing = chain.missing();
    if (missing.isEmpty()) {
      try {
        return chain.resolve(model, plan, "");
      } catch (StrategyRefusedException e) {
        missing = chain.gone().orElseThrow(() -> e);
      }
    }
    if (choice.source() == Source.REQUEST && !registry.wasSeen(missing)) {
      throw unknown(missing);
    }
    return substitute(missing, model, plan);
  }

  private ResolvedStrategy substitute(String missing, ModelContext model, AttentionPlan plan) {
    StrategyChain configured = StrategyChain.of(fallback, registry, bounds);
    StrategyChain substitute =
        configured.missing().isEmpty()
            ? configured
            : StrategyChain.of(StrategyExpression.NONE, registry, bounds);
    String notice =
        "The strategy "
            + missing
            + " is not installed now, so "
            + substitute.expression()
            + " is used instead: put its bundle back, or choose another.";
    if (logged.add(notice)) {
      LOG.warn("{}", notice);
    }
    return substitute.resolve(model, plan, notice);
  }

  private StrategyRefusedException unknown(String name) {
    String names =
        registry.all().stream().map(InstalledStrategy::name).collect(Collectors.joining(", "));
    return new StrategyRefusedException(
        "There is no context strategy "
            + name
            + (names.isEmpty() ? ", and none is installed." : ": installed are " + names + "."));
  }
}
