package org.hawser.context.ntkbyparts;

import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.ContextStrategyContract;
import org.hawser.testkit.GoldenContext;
import org.junit.jupiter.api.Test;

class NtkByPartsStrategyTest extends ContextStrategyContract {
  @Override
  protected ContextStrategy strategy() {
    return new NtkByPartsStrategy(Configurations.defaults(NtkByPartsConfiguration.class));
  }

  @Override
  protected boolean plainWithinWindow() {
    return true;
  }

  @Override
  protected List<Map<String, Double>> settings() {
    return List.of(Map.of("factor", 2.0), Map.of("factor", 16.0));
  }

  @Test
  void tablesAreTheReferences() {
    GoldenContext.assertTables(
        strategy(), "ntk_by_parts", row -> Map.of("factor", row.path("factor").asDouble()));
  }
}
