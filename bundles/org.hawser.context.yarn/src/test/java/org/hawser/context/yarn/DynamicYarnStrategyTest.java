package org.hawser.context.yarn;

import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class DynamicYarnStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new DynamicYarnStrategy();
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(strategy(), "dynamic_yarn", row -> Map.of());
  }
}
