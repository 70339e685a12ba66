package org.hawser.tests.context;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.core.context.StrategyDesk;
import org.hawser.testkit.Configurations;
import org.osgi.framework.launch.Framework;

/// The shipped strategies as services, and the core's choice among them.
final class InstalledStrategies implements AutoCloseable {
  private final Framework framework;
  private final StrategyDesk desk;

  InstalledStrategies(Path cache) throws Exception {
    framework =
        new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", cache.toString()));
    framework.start();
    Class<?> settings = StrategyDesk.class.getConstructors()[0].getParameterTypes()[1];
    desk =
        (StrategyDesk)
            StrategyDesk.class.getConstructors()[0].newInstance(
                framework.getBundleContext(), Configurations.defaults(settings));
    for (ContextStrategy strategy : Shipped.all()) {
      desk.bindStrategy(
          framework
              .getBundleContext()
              .registerService(ContextStrategy.class, strategy, null)
              .getReference());
    }
  }

  ContextStrategies strategies() {
    return desk;
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }
}
