package org.hawser.web.services;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The default context strategy as the configuration says it. It is kept by the configuration
 * service; a file of the administrator's counts for more and is left alone.
 */
public record StrategyDefault(ConfigurationAdmin configurations) {
  /** Who chooses among context strategies. */
  public static final String PID = "org.hawser.inference.core.context.StrategyDesk";

  /** The setting. */
  public static final String KEY = "defaultStrategy";

  private static final String FILE = "felix.fileinstall.filename";

  /** The file the settings come from, if it is one. */
  public Optional<String> file() throws IOException {
    return Optional.ofNullable(properties().get(FILE)).map(Object::toString);
  }

  /** Sets it; what chooses among strategies begins anew with it. */
  public void set(String expression) throws IOException {
    Dictionary<String, Object> properties = properties();
    properties.put(KEY, expression);
    configuration().update(properties);
  }

  private Dictionary<String, Object> properties() throws IOException {
    Dictionary<String, Object> properties = configuration().getProperties();
    return properties == null ? new Hashtable<>() : properties;
  }

  /** Any bundle may receive it. */
  private Configuration configuration() throws IOException {
    return configurations.getConfiguration(PID, "?");
  }
}
