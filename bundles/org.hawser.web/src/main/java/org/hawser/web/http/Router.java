package org.hawser.web.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request, has its caller checked, and lets the handler answer. */
public final class Router {
  private final String root;
  private final List<Route> routes;
  private final Guard guard;
  private final ObjectMapper mapper;
  private final Refusal refusal;

  /** Answers a request that failed. */
  @FunctionalInterface
  public interface Refusal {
    void answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
        throws IOException;
  }

  /** Checks the caller of a route before its handler runs. */
  @FunctionalInterface
  public interface Guard {
    /** Returns when the caller may pass, otherwise throws a {@link ProblemException}. */
    void check(HttpServletRequest request, Access access);
  }

  /**
   * @param root path all routes are below, such as `/api/v1`
   */
  public Router(String root, List<Route> routes, Guard guard, ObjectMapper mapper) {
    this(root, routes, guard, mapper, Problems::answer);
  }

  /** With another way to answer failures. */
  public Router(
      String root, List<Route> routes, Guard guard, ObjectMapper mapper, Refusal refusal) {
    this.root = root;
    this.routes = List.copyOf(routes);
    this.guard = guard;
    this.mapper = mapper;
    this.refusal = refusal;
  }

  /** Serves one request; whatever goes wrong becomes a problem. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      dispatch(request, response);
    } catch (Exception e) {
      refusal.answer(request, response, e);
    }
  }

  private void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> segments = segments(request.getRequestURI());
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> variables = route.match(segments);
      if (variables.isPresent()) {
        if (route.method().equals(method)) {
          guard.check(request, route.access());
          QueryParameters query =
              QueryParameters.parse(request.getQueryString(), route.parameters());
          route.handler().handle(new Exchange(request, response, variables.get(), query, mapper));
          return;
        }
        allowed.add(route.method());
      }
    }
    throw allowed.isEmpty() ? unknown() : refused(method, allowed);
  }

  private List<String> segments(String uri) {
    if (!uri.startsWith(root + '/')) {
      throw unknown();
    }
    return Arrays.stream(uri.substring(root.length() + 1).split("/", -1))
        .map(segment -> PercentEncoding.decode(segment, false))
        .toList();
  }

  private ProblemException unknown() {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        "There is nothing at this address: see /api/v1/openapi.yaml for what there is.");
  }

  private static ProblemException refused(String method, TreeSet<String> allowed) {
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    String list = String.join(", ", allowed);
    return new ProblemException(
            ProblemType.METHOD_NOT_ALLOWED,
            "This address does not take " + method + ": use " + list + ".")
        .withHeader("Allow", list);
  }
}
