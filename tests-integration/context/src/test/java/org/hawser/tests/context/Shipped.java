package org.hawser.tests.context;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hawser.context.contextshift.ContextShiftStrategy;
import org.hawser.context.dca.DcaStrategy;
import org.hawser.context.linear.DynamicLinearStrategy;
import org.hawser.context.linear.LinearStrategy;
import org.hawser.context.llama3.Llama3Strategy;
import org.hawser.context.lminfinite.LmInfiniteStrategy;
import org.hawser.context.logn.LogNStrategy;
import org.hawser.context.longrope.LongRopeStrategy;
import org.hawser.context.none.NoneStrategy;
import org.hawser.context.ntk.DynamicNtkStrategy;
import org.hawser.context.ntk.NtkAwareStrategy;
import org.hawser.context.ntkbyparts.NtkByPartsLegacyStrategy;
import org.hawser.context.ntkbyparts.NtkByPartsStrategy;
import org.hawser.context.rerope.LeakyReRopeStrategy;
import org.hawser.context.rerope.ReRopeStrategy;
import org.hawser.context.selfextend.SelfExtendStrategy;
import org.hawser.context.snapkv.SnapKvStrategy;
import org.hawser.context.streaming.StreamingStrategy;
import org.hawser.context.yarn.DynamicYarnStrategy;
import org.hawser.context.yarn.YarnStrategy;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.testkit.Configurations;

/// The strategies of the product, with their default configuration.
final class Shipped {
  /// Those that change RoPE tables.
  static final List<Class<? extends ContextStrategy>> TABLES =
      List.of(
          LinearStrategy.class,
          DynamicLinearStrategy.class,
          NtkAwareStrategy.class,
          DynamicNtkStrategy.class,
          NtkByPartsStrategy.class,
          NtkByPartsLegacyStrategy.class,
          YarnStrategy.class,
          DynamicYarnStrategy.class,
          Llama3Strategy.class);

  /// Those that change what is seen and at which positions.
  static final List<Class<? extends ContextStrategy>> SPANS =
      List.of(
          SelfExtendStrategy.class,
          LmInfiniteStrategy.class,
          StreamingStrategy.class,
          ReRopeStrategy.class,
          LeakyReRopeStrategy.class,
          DcaStrategy.class,
          ContextShiftStrategy.class);

  /// Those that go with any other.
  static final List<Class<? extends ContextStrategy>> COMPANIONS =
      List.of(NoneStrategy.class, LogNStrategy.class, SnapKvStrategy.class);

  private Shipped() {}

  static List<ContextStrategy> all() {
    return java.util.stream.Stream.of(TABLES, SPANS, COMPANIONS, List.of(LongRopeStrategy.class))
        .flatMap(List::stream)
        .<ContextStrategy>map(Configurations::component)
        .toList();
  }

  static Map<String, ContextStrategy> byName() {
    return all().stream().collect(Collectors.toMap(ContextStrategy::name, strategy -> strategy));
  }
}
