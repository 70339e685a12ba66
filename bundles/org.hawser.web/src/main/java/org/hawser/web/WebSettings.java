package org.hawser.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The checked configuration of the web face. */
@Component(service = WebSettings.class)
@Designate(ocd = WebSettings.Config.class)
public final class WebSettings {
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}]");

  private final long maxUploadBytes;
  private final boolean anonymousRead;
  private final boolean requireToken;
  private final Set<String> allowedHosts;
  private final int maxEventClients;

  /** Configuration of the web face. */
  @ObjectClassDefinition(name = "Hawser web", description = "REST API and page.")
  public @interface Config {
    @AttributeDefinition(
        name = "Largest upload",
        description = "Largest uploaded file in MiB, 1..65536. Default 512.")
    int maxUploadMegabytes() default 512;

    @AttributeDefinition(
        name = "Anonymous reading",
        description =
            "Whether documents may be read and questions asked without the token when the server"
                + " is reachable from other machines. Default false. On loopback reading is open"
                + " unless requireToken.")
    boolean anonymousRead() default false;

    @AttributeDefinition(
        name = "Require the token",
        description =
            "Whether reading and asking need the token on loopback too, as behind a reverse proxy"
                + " that does not tell that it is one. Default false.")
    boolean requireToken() default false;

    @AttributeDefinition(
        name = "Allowed hosts",
        description =
            "Host names, without port, under which the server may be addressed besides localhost,"
                + " 127.0.0.1, [::1] and the address it is bound to; bound to other than loopback it"
                + " also answers to any IP address and to the machine's host name. Default none.")
    String[] allowedHosts() default {};

    @AttributeDefinition(
        name = "Event clients",
        description = "Most clients that follow /api/v1/events at once, 1..1000. Default 64.")
    int maxEventClients() default 64;
  }

  @Activate
  public WebSettings(Config config) {
    requireRange("maxUploadMegabytes", config.maxUploadMegabytes(), 65_536);
    requireRange("maxEventClients", config.maxEventClients(), 1_000);
    maxUploadBytes = config.maxUploadMegabytes() * 1024L * 1024L;
    anonymousRead = config.anonymousRead();
    requireToken = config.requireToken();
    if (anonymousRead && requireToken) {
      throw new IllegalArgumentException(
          "anonymousRead and requireToken are both true: set one of them to false.");
    }
    allowedHosts =
        Arrays.stream(config.allowedHosts())
            .map(host -> checkedHost(host.strip().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
    maxEventClients = config.maxEventClients();
  }

  public long maxUploadBytes() {
    return maxUploadBytes;
  }

  public boolean anonymousRead() {
    return anonymousRead;
  }

  /** Whether even a local reader needs the token. */
  public boolean requireToken() {
    return requireToken;
  }

  /** Lower-case host names without port. */
  public Set<String> allowedHosts() {
    return allowedHosts;
  }

  public int maxEventClients() {
    return maxEventClients;
  }

  private static void requireRange(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + ": set it to a value from 1 to " + max + ".");
    }
  }

  private static String checkedHost(String host) {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "allowedHosts contains '"
              + host
              + "': give host names without scheme, port or path, such as docs.example.org.");
    }
    return host;
  }
}
