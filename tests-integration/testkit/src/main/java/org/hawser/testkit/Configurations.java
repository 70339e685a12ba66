package org.hawser.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Map;

/// Configuration annotations as a component receives them.
public final class Configurations {
  private Configurations() {}

  /// All attributes at their defaults.
  public static <A> A defaults(Class<A> type) {
    return with(type, Map.of());
  }

  /// Attributes at the values given, the others at their defaults.
  public static <A> A with(Class<A> type, Map<String, ?> values) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              Object value = values.get(method.getName());
              return value == null ? method.getDefaultValue() : value;
            });
    return type.cast(proxy);
  }

  /// A component whose only constructor takes its configuration, or nothing, at its defaults.
  public static <T> T component(Class<T> type) {
    try {
      Constructor<?> constructor = type.getConstructors()[0];
      return type.cast(
          constructor.getParameterCount() == 0
              ? constructor.newInstance()
              : constructor.newInstance(defaults(constructor.getParameterTypes()[0])));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Not such a component: " + type, e);
    }
  }
}
