package org.hawser.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.hawser.web.WebSettings;
import org.hawser.web.http.Access;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Decides who may do what. */
@Component(service = AccessControl.class)
public final class AccessControl {
  private static final String SCHEME = "bearer ";

  private final Perimeter perimeter;
  private final Tokens tokens;
  private final AttemptLimiter limiter;
  private final boolean anonymousRead;
  private final boolean tokenForced;

  @Activate
  public AccessControl(@Reference WebSettings settings, BundleContext context) {
    this(
        settings,
        context.getProperty("org.apache.felix.http.host"),
        dataDirectory(context.getProperty("hawser.data")),
        InstantSource.system());
  }

  public AccessControl(WebSettings settings, String boundHost, Path data, InstantSource clock) {
    perimeter = new Perimeter(boundHost, settings.allowedHosts());
    tokens = new Tokens(data);
    limiter = new AttemptLimiter(clock);
    anonymousRead = settings.anonymousRead();
    tokenForced = settings.requireToken();
  }

  /** Refuses a request that another web site made the browser send. */
  public void requireOwnSite(HttpServletRequest request) {
    perimeter.requireSameOrigin(request);
  }

  /** Refuses a request under a name this server does not have. */
  public void requireKnownHost(HttpServletRequest request) {
    perimeter.requireKnownHost(request);
  }

  /** Returns when the caller has the access, otherwise throws the problem to answer with. */
  public void require(HttpServletRequest request, Access access) {
    boolean open =
        switch (access) {
          case PUBLIC -> true;
          case READ -> anonymousRead || !tokenForced && perimeter.local(request);
          case PERSONAL -> !tokenForced && perimeter.local(request);
          case ADMIN -> false;
        };
    String header = request.getHeader("Authorization");
    if (access == Access.PUBLIC || open && header == null) {
      return;
    }
    requireToken(header, request.getRemoteAddr());
  }

  /**
   * A right token always passes: behind one address there may be many clients, and a tab with an
   * old token must not lock the others out. Tokens are too long to be guessed at any rate.
   */
  private void requireToken(String header, String address) {
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      if (!tokens.anySet()) {
        throw noneSet();
      }
      throw unauthorised(
          "This needs the admin token: send it as 'Authorization: Bearer TOKEN', the token was"
              + " printed at the first start.");
    }
    switch (tokens.verify(header.substring(SCHEME.length()).strip())) {
      case ACCEPTED -> limiter.succeeded(address);
      case NONE_SET -> throw noneSet();
      case REFUSED -> {
        requirePatience(address);
        limiter.failed(address);
        throw unauthorised(
            "The token is wrong: check it, the token was printed at the first start.");
      }
    }
  }

  private void requirePatience(String address) {
    Duration wait = limiter.wait(address);
    if (!wait.isZero()) {
      long seconds = wait.plusMillis(999).toSeconds();
      throw new ProblemException(
              ProblemType.TOO_MANY_ATTEMPTS,
              "Too many wrong tokens came from this address: try again in " + seconds + " s.")
          .withHeader("Retry-After", Long.toString(seconds));
    }
  }

  private static ProblemException unauthorised(String detail) {
    return new ProblemException(ProblemType.TOKEN_REQUIRED, detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"hawser\"");
  }

  private static ProblemException noneSet() {
    return new ProblemException(
        ProblemType.NO_TOKEN_SET,
        "No admin token has been set up, so nothing can be changed over HTTP: start the product"
            + " with its launcher, which makes one.");
  }

  private static Path dataDirectory(String property) {
    if (property == null || property.isBlank()) {
      throw new IllegalStateException(
          "The framework property hawser.data is not set: set it to the data directory.");
    }
    return Path.of(property);
  }
}
