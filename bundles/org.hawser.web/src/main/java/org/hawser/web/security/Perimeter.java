package org.hawser.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;

/**
 * Keeps other web sites out. A page of another site that runs in the user's browser can reach a
 * loopback server: by its name (DNS rebinding, stopped by the host check) or by cross-site requests
 * (stopped by the origin check). There are no cookies it could ride on.
 */
final class Perimeter {
  private static final Set<String> ALWAYS = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via");

  private final Set<String> hosts;
  private final boolean boundToLoopback;

  /**
   * @param boundHost address the server is bound to; null or empty means every interface
   */
  Perimeter(String boundHost, Set<String> allowedHosts) {
    String bound = boundHost == null ? "" : boundHost.strip();
    boundToLoopback = !bound.isEmpty() && Authority.isLoopback(bound);
    hosts = new HashSet<>(ALWAYS);
    hosts.addAll(allowedHosts);
    Authority.ofHost(bound.contains(":") && !bound.startsWith("[") ? '[' + bound + ']' : bound)
        .ifPresent(authority -> hosts.add(authority.host()));
    if (!boundToLoopback) {
      machineName().ifPresent(authority -> hosts.add(authority.host()));
    }
  }

  /** Whether the request comes from this machine, addressed as such and not through a proxy. */
  boolean local(HttpServletRequest request) {
    return boundToLoopback
        && FORWARDED.stream().allMatch(header -> request.getHeader(header) == null)
        && Authority.ofHost(request.getHeader("Host")).filter(Authority::loopback).isPresent();
  }

  void requireKnownHost(HttpServletRequest request) {
    Optional<Authority> host = Authority.ofHost(request.getHeader("Host"));
    if (host.filter(this::known).isEmpty()) {
      throw new ProblemException(
          ProblemType.UNKNOWN_HOST,
          "This server does not answer to the host name of the request: use localhost, or add the"
              + " name to allowedHosts of org.hawser.web.WebSettings.");
    }
  }

  /** DNS rebinding needs a name: an address is safe, and other machines reach us by one. */
  private boolean known(Authority authority) {
    return hosts.contains(authority.host()) || !boundToLoopback && authority.address();
  }

  private static Optional<Authority> machineName() {
    try {
      return Authority.ofHost(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  void requireSameOrigin(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin != null
        && !Authority.ofOrigin(origin).equals(Authority.ofHost(request.getHeader("Host")))) {
      throw foreign();
    }
    String site = request.getHeader("Sec-Fetch-Site");
    boolean foreignSite = "cross-site".equals(site) || "same-site".equals(site);
    boolean followedLink =
        "navigate".equals(request.getHeader("Sec-Fetch-Mode")) && request.getMethod().equals("GET");
    if (foreignSite && !followedLink) {
      throw foreign();
    }
  }

  private static ProblemException foreign() {
    return new ProblemException(
        ProblemType.FOREIGN_ORIGIN,
        "A page of another site sent this request: call the API from Hawser's own page or from a"
            + " program.");
  }
}
