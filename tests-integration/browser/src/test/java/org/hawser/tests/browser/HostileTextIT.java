package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever documents, names and titles hold, the page shows it as the text it is. */
class HostileTextIT extends OpenPage {
  private static final String SCRIPT = "<script>window.broken = 1</script>";
  private static final String IMAGE = "<img src=x onerror=\"window.broken=1\">";

  @TempDir private Path folder;

  @Test
  void markupInADocumentIsShownAsText() throws IOException {
    String name = "wharf <b>bold<i> & 'quotes'.txt";
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        "The tariff of wharf Obelisque is nine crowns "
            + IMAGE
            + " "
            + SCRIPT
            + " ![p](http://192.0.2.1/p.png) [l](javascript:window.broken=1) a day.",
        StandardCharsets.UTF_8);
    page.upload(file);
    page.giveToken(server.token);
    assertThat(page.outcomeOf(name)).isIn("INDEXED", "UNCHANGED");
    page.press(org.openqa.selenium.Keys.ESCAPE);

    page.ask("What is the tariff of wharf Obelisque? " + IMAGE);
    page.openSource(1);

    assertThat(page.answer()).contains("<img src=x", "<script>");
    assertThat(page.one("#pane-content").getText()).contains("![p](http://192.0.2.1/p.png)");
    assertThat(page.one(".turn:last-child .question p").getText()).contains(IMAGE);
    assertThat(page.one("#pane-where").getText()).contains(name);
    assertHarmless();
  }

  @Test
  void markupInATitleIsShownAsText() {
    page.ask("Which crane lifts barrel Quixomere?");

    page.renameConversation(SCRIPT + IMAGE);

    page.until(
        "it is renamed",
        () -> page.one("#conversations li.open").getText().contains("<script>window"));
    assertHarmless();
  }

  private void assertHarmless() {
    assertThat(browser.driver.executeScript("return window.broken ?? 0")).isEqualTo(0L);
    assertThat(page.all("#main img, #pane img, #main script, #pane a[href^='javascript']"))
        .isEmpty();
  }
}
