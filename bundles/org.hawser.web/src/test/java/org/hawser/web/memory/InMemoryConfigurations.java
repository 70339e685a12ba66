package org.hawser.web.memory;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations by their PID, of which getting and updating is all that works. */
public final class InMemoryConfigurations {
  private final Map<String, Dictionary<String, Object>> byPid = new ConcurrentHashMap<>();

  public void put(String pid, Map<String, Object> properties) {
    byPid.put(pid, new Hashtable<>(properties));
  }

  /** A setting, null when there is none. */
  public Object setting(String pid, String key) {
    return byPid.getOrDefault(pid, new Hashtable<>()).get(key);
  }

  public ConfigurationAdmin admin() {
    return proxy(
        ConfigurationAdmin.class,
        (name, arguments) ->
            name.equals("getConfiguration") ? configuration((String) arguments[0]) : unknown(name));
  }

  private Configuration configuration(String pid) {
    return proxy(
        Configuration.class,
        (name, arguments) ->
            switch (name) {
              case "getProperties" -> byPid.get(pid);
              case "update" -> update(pid, arguments[0]);
              default -> unknown(name);
            });
  }

  @SuppressWarnings("unchecked")
  private Object update(String pid, Object properties) {
    byPid.put(pid, (Dictionary<String, Object>) properties);
    return null;
  }

  private static Object unknown(String name) {
    throw new UnsupportedOperationException(name);
  }

  private interface Answer {
    Object to(String name, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> answer.to(method.getName(), arguments)));
  }
}
