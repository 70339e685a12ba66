package org.hawser.web.security;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a `Host` header or an origin.
 *
 * @param host lower case, IPv6 addresses in brackets
 * @param port empty when it is the default of the scheme
 */
record Authority(String host, String port) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");
  private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#@]+)");

  /** Reads a `Host` header. */
  static Optional<Authority> ofHost(String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(header.toLowerCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(new Authority(matcher.group(1), withoutDefault(matcher.group(2))))
        : Optional.empty();
  }

  /** Reads an `Origin` header; `null` and other schemes are no authority. */
  static Optional<Authority> ofOrigin(String header) {
    Matcher matcher = ORIGIN.matcher(header.toLowerCase(Locale.ROOT));
    return matcher.matches() ? ofHost(matcher.group(1)) : Optional.empty();
  }

  /** Whether the name always means this machine. */
  boolean loopback() {
    return isLoopback(host);
  }

  /** Whether it is an IP address and not a name. */
  boolean address() {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a host name or address always means this machine. */
  static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutDefault(String port) {
    return port == null || port.equals("80") || port.equals("443") ? "" : port;
  }
}
