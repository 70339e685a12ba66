package org.hawser.web.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of the API.
 *
 * @param method HTTP method
 * @param template path below the API's root with `{variables}`
 * @param access what it asks of its caller
 * @param parameters query parameters it takes
 * @param handler serves it
 */
public record Route(
    String method, String template, Access access, Set<String> parameters, Handler handler) {
  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** The variables of a path that fits the template. */
  Optional<Map<String, String>> match(List<String> segments) {
    String[] pattern = template.substring(1).split("/");
    if (pattern.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].startsWith("{")) {
        variables.put(pattern[i].substring(1, pattern[i].length() - 1), segments.get(i));
      } else if (!pattern[i].equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
