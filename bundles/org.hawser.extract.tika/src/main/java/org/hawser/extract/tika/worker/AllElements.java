package org.hawser.extract.tika.worker;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.parser.html.HtmlMapper;

/// Passes every HTML element on: Tika's default drops `div`, and with it the borders of most
/// paragraphs on the web.
final class AllElements implements HtmlMapper {
  private static final Set<String> DISCARDED =
      Set.of("script", "style", "template", "object", "embed", "applet");

  @Override
  public String mapSafeElement(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isDiscardElement(String name) {
    return DISCARDED.contains(name.toLowerCase(Locale.ROOT));
  }

  /// None is needed; a page's own class names must not be taken for Tika's page marks.
  @Override
  public String mapSafeAttribute(String elementName, String attributeName) {
    return null;
  }
}
