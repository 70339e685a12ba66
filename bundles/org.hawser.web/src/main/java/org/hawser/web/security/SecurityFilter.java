package org.hawser.web.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hawser.web.http.Access;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.Problems;
import org.hawser.web.page.PageResources;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Stands before every servlet of the default context, also before ones of other bundles: those may
 * be read like the API, and changed with the token only.
 */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class SecurityFilter implements Filter {
  private static final List<String> APIS = List.of("/api/v1/", "/v1/");
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final AccessControl access;

  @Activate
  public SecurityFilter(@Reference AccessControl access) {
    this.access = access;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    SecurityHeaders.apply(answer);
    try {
      check(http);
    } catch (ProblemException refused) {
      Problems.write(http, answer, refused);
      return;
    }
    chain.doFilter(request, response);
  }

  private void check(HttpServletRequest request) {
    access.requireKnownHost(request);
    String uri = request.getRequestURI();
    boolean api = APIS.stream().anyMatch(uri::startsWith);
    boolean safe = SAFE.contains(request.getMethod());
    if (!safe || api) {
      access.requireOwnSite(request);
    }
    if (!safe && !api) {
      access.require(request, Access.ADMIN);
    } else if (!api && !PageResources.contains(uri)) {
      access.require(request, Access.READ);
    }
  }
}
