package org.hawser.inference.core.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rewrites the two constructs of chat templates that Jinjava reads differently from Jinja.
final class TemplateSyntax {
  /// `messages[::-1]`: Jinjava has no step in slices.
  private static final Pattern REVERSED = Pattern.compile("([A-Za-z_][\\w.]*)\\[::-1]");

  /// `namespace(last=messages|length - 1)`: Jinjava takes the name for a part of the difference.
  private static final Pattern NAMESPACE = Pattern.compile("\\bnamespace\\(([^()]*)\\)");

  private static final Pattern NAMED =
      Pattern.compile("(\\w+)\\s*=\\s*([^,='\"]*[-+*/|][^,='\"]*)");

  private TemplateSyntax() {}

  /// A single newline at the end is no part of a template.
  static String adapt(String source) {
    String whole = source.endsWith("\n") ? source.substring(0, source.length() - 1) : source;
    String reversed = REVERSED.matcher(whole).replaceAll("$1|reverse");
    return NAMESPACE
        .matcher(reversed)
        .replaceAll(
            call ->
                Matcher.quoteReplacement(
                    "namespace(" + NAMED.matcher(call.group(1)).replaceAll("$1=($2)") + ")"));
  }
}
