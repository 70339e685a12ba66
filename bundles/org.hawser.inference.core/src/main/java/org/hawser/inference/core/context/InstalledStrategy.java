package org.hawser.inference.core.context;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.PlanRequest;
import org.hawser.inference.api.context.StrategyParameter;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A strategy service, fetched when it is first used, so that strategies nobody uses cost no
/// class. All calls into it have a deadline.
final class InstalledStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledStrategy.class);

  private final BundleContext context;
  private final ServiceReference<ContextStrategy> reference;
  private final Deadline deadline;
  private final String provider;
  private ContextStrategy service;
  private String name;
  private List<StrategyParameter> parameters;
  private boolean broken;
  private volatile boolean gone;
  private volatile Thread stuck;

  InstalledStrategy(
      BundleContext context, ServiceReference<ContextStrategy> reference, Deadline deadline) {
    this.context = context;
    this.reference = reference;
    this.deadline = deadline;
    Bundle bundle = reference.getBundle();
    this.provider =
        bundle == null ? "a stopped bundle" : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  /// The name it goes by; null before the first [#load].
  synchronized String name() {
    return name;
  }

  /// Name and version of its bundle.
  String provider() {
    return provider;
  }

  /// Fetches the service and asks for name and parameters, unless that was done.
  ///
  /// @return whether it can be used; when not, the log says why, once
  synchronized boolean load() {
    if (name == null && !broken) {
      try {
        fetch();
      } catch (StrategyRefusedException e) {
        broken = true;
        LOG.warn("{}", e.getMessage());
      }
    }
    return name != null;
  }

  private void fetch() {
    service = context.getService(reference);
    if (service == null) {
      throw new StrategyRefusedException(
          "The strategy of " + provider + " cannot be started: look further up in the log.");
    }
    ContextStrategy loaded = service;
    List<StrategyParameter> declared = deadline.call(this, () -> List.copyOf(loaded.parameters()));
    String called = deadline.call(this, loaded::name);
    if (called == null || !StrategyExpression.isName(called)) {
      throw new StrategyRefusedException(
          "The strategy of " + provider + " has no usable name: update its bundle.");
    }
    parameters = declared;
    name = called;
  }

  synchronized List<StrategyParameter> parameters() {
    return parameters;
  }

  /// The service, to be called through [#apply] and [#reach]; empty when it has been released.
  synchronized Optional<ContextStrategy> service() {
    return Optional.ofNullable(service);
  }

  /// Gives the service back. Calls under way go on with the object they have.
  synchronized void release() {
    gone = true;
    if (service != null) {
      service = null;
      context.ungetService(reference);
    }
  }

  /// Whether the service has been given back.
  boolean isGone() {
    return gone;
  }

  /// Applies it, and sees to it that the result is a plan of the same rows and kinds.
  AttentionPlan apply(ContextStrategy used, AttentionPlan plan, PlanRequest request) {
    AttentionPlan made = deadline.call(this, () -> used.apply(plan, request));
    if (made == null || made.rows() != plan.rows() || !made.kinds().equals(plan.kinds())) {
      throw new StrategyRefusedException(
          "The strategy "
              + this
              + " made a plan of other rows or layers than it was given: update"
              + " or remove its bundle, or choose another strategy.");
    }
    return made;
  }

  int reach(ContextStrategy used, PlanRequest request) {
    return deadline.call(this, () -> used.reach(request));
  }

  /// Whether a call that ran out of time still runs.
  boolean isStuck() {
    Thread thread = stuck;
    return thread != null && thread.isAlive();
  }

  void stuckIn(Thread thread) {
    stuck = thread;
  }

  /// Values of all parameters that have one.
  ///
  /// @param given values by name
  /// @param bounds what configuration narrows
  Map<String, Double> values(Map<String, Double> given, ParameterBounds bounds) {
    return new ParameterValues(this.toString(), bounds.narrow(name(), parameters())).with(given);
  }

  /// The name, or the bundle while the name is not known.
  @Override
  public String toString() {
    String known = name();
    return known == null ? provider : known;
  }
}
