package org.hawser.context.linear;

import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class DynamicLinearStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new DynamicLinearStrategy();
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(strategy(), "dynamic_linear", row -> Map.of());
  }
}
