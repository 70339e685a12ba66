package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/**
 * A page of the shipped container, open in a browser. Another server can be given with
 * `-Dhawser.url` and `-Dhawser.token`; the tests add documents of their own.
 */
abstract class OpenPage {
  @TempDir private static Path work;
  static Browser browser;
  static HawserServer server;
  HawserPage page;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    browser = Browser.start();
    server = HawserServer.start(work);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.screen(1440, 900, "light");
    page = new HawserPage(browser.driver, server.url).open();
    browser.driver.executeScript("sessionStorage.clear()");
    page.open();
  }

  @AfterEach
  void nothingBroke() {
    assertThat(browser.complaints()).filteredOn(complaint -> !complaint.contains("401")).isEmpty();
  }

  /** Chooses a strategy in the open panel, as soon as the server has told which ones there are. */
  void chooseStrategy(String name) {
    page.until(
        name + " can be chosen",
        () -> !page.all("#choice-strategy option[value=" + name + "]").isEmpty());
    new Select(page.one("#choice-strategy")).selectByValue(name);
  }

  /** Nothing sticks out of the screen, and every text can be read. */
  void check() {
    assertThat(page.horizontalOverflow()).isLessThanOrEqualTo(0);
    assertThat(page.weakTexts()).isEmpty();
  }
}
