package org.hawser.inference.core.context;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hawser.inference.api.context.StrategyRefusedException;

/// Strategies with the parameters given for each, in the order they are applied:
/// `name:parameter=value,...+name...`.
///
/// @param terms at least one, each of another name
record StrategyExpression(List<Term> terms) {
  /// What the model does by itself: needs no bundle.
  static final StrategyExpression NONE =
      new StrategyExpression(List.of(new Term("none", Map.of())));

  private static final int LONGEST = 1000;
  private static final int MOST_TERMS = 8;
  private static final int SHOWN = 40;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern PARAMETER = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  /// One strategy.
  ///
  /// @param given values by parameter, in the order given
  record Term(String name, Map<String, Double> given) {
    Term {
      given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    @Override
    public String toString() {
      String values =
          given.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + plain(entry.getValue()))
              .collect(Collectors.joining(","));
      return values.isEmpty() ? name : name + ":" + values;
    }
  }

  StrategyExpression {
    terms = List.copyOf(terms);
  }

  /// Reads an expression from anywhere.
  ///
  /// @throws StrategyRefusedException one sentence when it is none
  static StrategyExpression parse(String text) {
    if (text.length() > LONGEST) {
      throw new StrategyRefusedException(
          "A strategy expression has at most " + LONGEST + " characters: shorten it.");
    }
    List<Term> terms = new ArrayList<>();
    for (String part : text.strip().split("\\+", -1)) {
      Term term = term(part.strip(), text);
      if (terms.stream().anyMatch(other -> other.name().equals(term.name()))) {
        throw new StrategyRefusedException("The strategy " + term.name() + " is named twice.");
      }
      terms.add(term);
    }
    if (terms.size() > MOST_TERMS) {
      throw new StrategyRefusedException(
          "At most " + MOST_TERMS + " strategies go together, not " + terms.size() + ".");
    }
    return new StrategyExpression(terms);
  }

  /// Whether a strategy can be called so.
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static Term term(String part, String whole) {
    int colon = part.indexOf(':');
    String name = (colon < 0 ? part : part.substring(0, colon)).strip();
    if (!NAME.matcher(name).matches()) {
      throw new StrategyRefusedException(
          "'" + shown(whole) + "' names no strategy: write it like yarn:factor=4+log-n.");
    }
    Map<String, Double> given = new LinkedHashMap<>();
    if (colon >= 0) {
      for (String assignment : part.substring(colon + 1).split(",", -1)) {
        assign(name, assignment.strip(), given);
      }
    }
    return new Term(name, given);
  }

  private static void assign(String strategy, String assignment, Map<String, Double> given) {
    int equals = assignment.indexOf('=');
    String parameter = assignment.substring(0, Math.max(0, equals)).strip();
    if (!PARAMETER.matcher(parameter).matches()) {
      throw new StrategyRefusedException(
          "'"
              + shown(assignment)
              + "' gives no parameter of "
              + strategy
              + " a value: write it like factor=4.");
    }
    if (given.put(parameter, number(parameter, assignment.substring(equals + 1).strip())) != null) {
      throw new StrategyRefusedException(
          "The parameter " + parameter + " of " + strategy + " is given twice.");
    }
  }

  private static double number(String parameter, String value) {
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true") ? 1 : 0;
    }
    if (!NUMBER.matcher(value).matches()) {
      throw new StrategyRefusedException(
          "The parameter "
              + parameter
              + " takes a number, true or false, not '"
              + shown(value)
              + "'.");
    }
    // One zero: -0 is written as 0 and must read as what it is written.
    return Double.parseDouble(value) + 0.0;
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }

  /// A number as it is written in an expression.
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining("+"));
  }
}
