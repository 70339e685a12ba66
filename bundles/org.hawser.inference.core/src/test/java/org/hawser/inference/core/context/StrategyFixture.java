package org.hawser.inference.core.context;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextPlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/// A choice of strategies on real services of a real framework.
abstract class StrategyFixture {
  static final ModelContext MODEL = ContextPlans.model(8, 10_000, 100);

  @TempDir private Path cache;
  private Framework framework;
  StrategyDesk desk;

  @BeforeEach
  void start() throws Exception {
    framework =
        new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", cache.toString()));
    framework.start();
    desk = desk(Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  StrategyDesk desk(Map<String, ?> settings) {
    return new StrategyDesk(
        framework.getBundleContext(), Configurations.with(StrategySettings.class, settings));
  }

  ServiceRegistration<ContextStrategy> install(ContextStrategy strategy) {
    ServiceRegistration<ContextStrategy> registration =
        framework.getBundleContext().registerService(ContextStrategy.class, strategy, null);
    desk.bindStrategy(registration.getReference());
    return registration;
  }

  void remove(ServiceRegistration<ContextStrategy> registration) {
    ServiceReference<ContextStrategy> reference = registration.getReference();
    registration.unregister();
    desk.unbindStrategy(reference);
  }

  ServiceRegistration<ContextStrategy> installDivider(String name) {
    return install(new TestStrategy(name, TestStrategy::divided));
  }

  ResolvedStrategy resolve(String expression, int rows) {
    return desk.resolve(StrategyChoice.request(expression), MODEL, ContextPlans.plain(MODEL, rows));
  }

  static double slowed(ResolvedStrategy resolved) {
    RopeTable table = resolved.plan().layer(ContextPlans.FULL).table();
    return RopeTable.unscaled(10_000, 8).frequency(0) / table.frequency(0);
  }
}
