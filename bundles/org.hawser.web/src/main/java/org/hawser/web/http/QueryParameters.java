package org.hawser.web.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The query string. Not read through the servlet API, which would also swallow the body of an
 * upload that calls itself a form.
 */
public final class QueryParameters {
  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  static QueryParameters parse(String query, Set<String> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        if (!pair.isEmpty()) {
          String[] parts = pair.split("=", 2);
          String name = PercentEncoding.decode(parts[0], true);
          requireKnown(name, known);
          values
              .computeIfAbsent(name, n -> new ArrayList<>())
              .add(parts.length == 1 ? "" : PercentEncoding.decode(parts[1], true));
        }
      }
    }
    return new QueryParameters(values);
  }

  public Optional<String> text(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw invalid(name, "may be given once only");
    }
    return all.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  public String requiredText(String name) {
    return text(name).orElseThrow(() -> invalid(name, "is required"));
  }

  /** Every value of a parameter that may be repeated. */
  public Set<String> all(String name) {
    Set<String> all = new LinkedHashSet<>(values.getOrDefault(name, List.of()));
    all.remove("");
    return all;
  }

  public int integer(String name, int otherwise, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outside(name, min, max);
    }
    throw outside(name, min, max);
  }

  public double fraction(String name, double otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, "must be a number from 0 to 1");
    }
    throw invalid(name, "must be a number from 0 to 1");
  }

  public boolean flag(String name, boolean otherwise) {
    return switch (text(name).orElse("")) {
      case "" -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, "must be true or false");
    };
  }

  /** A constant, written in any case, with `-` or `_`. */
  public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String wanted = text.get().replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(wanted)) {
        return Optional.of(constant);
      }
    }
    throw invalid(name, "must be one of " + Arrays.toString(type.getEnumConstants()));
  }

  private static ProblemException outside(String name, int min, int max) {
    return invalid(name, "must be a whole number from " + min + " to " + max);
  }

  private static void requireKnown(String name, Set<String> known) {
    if (!known.contains(name)) {
      String allowed =
          known.isEmpty()
              ? "this address takes none."
              : "this address takes " + String.join(", ", new TreeSet<>(known)) + ".";
      throw new ProblemException(
          ProblemType.INVALID_REQUEST, "Unknown parameter '" + name + "': " + allowed);
    }
  }

  private static ProblemException invalid(String name, String rule) {
    return new ProblemException(
        ProblemType.INVALID_REQUEST, "The parameter '" + name + "' " + rule + ".");
  }
}
