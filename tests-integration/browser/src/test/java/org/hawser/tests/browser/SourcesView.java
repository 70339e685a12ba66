package org.hawser.tests.browser;

import java.nio.file.Path;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The view of the sources. */
record SourcesView(HawserPage page) {
  void showSources() {
    page.one("#to-sources").click();
    page.until("sources are shown", () -> page.shown("#view-sources"));
  }

  /** All that is shown of a source; empty when it is not listed. */
  String sourceText(Path location) {
    return page.driver().findElements(sourceRow(location)).stream()
        .map(WebElement::getText)
        .findFirst()
        .orElse("");
  }

  private static By sourceRow(Path location) {
    return By.xpath("//ul[@id='sources']/li[.//span[.=\"" + location + "\"]]");
  }

  void sourceAction(String label, Path location) {
    page.until(
        label + " is pressed",
        () -> {
          page.one("button[aria-label=\"" + label + " " + location + "\"]").click();
          return true;
        });
  }

  void focusSourceAction(String label, Path location) {
    page.driver()
        .executeScript(
            "arguments[0].focus();",
            page.one("button[aria-label=\"" + label + " " + location + "\"]"));
  }

  String sourcesInTrouble() {
    page.until("something needs attention", () -> page.shown("#source-trouble"));
    return page.one("#source-trouble").getText();
  }
}
