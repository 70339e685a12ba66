package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Sources on the page: seen, synchronised, and a loss accepted only after a warning. */
class SourcesBrowserIT extends OpenPage {
  @TempDir private Path folder;
  private Path docs;
  private String id;

  @BeforeEach
  void add() throws IOException, InterruptedException {
    docs = Files.createDirectory(folder.resolve("harbour papers")).toRealPath();
    for (int i = 1; i <= 3; i++) {
      Files.writeString(docs.resolve("paper" + i + ".txt"), "Harbour paper number " + i + ".");
    }
    id = server.addSource("papers", docs);
  }

  @AfterEach
  void remove() throws IOException, InterruptedException {
    server.removeSource(id);
  }

  private SourcesView sources() {
    return new SourcesView(page);
  }

  private void show() {
    sources().showSources();
    page.giveToken(server.token);
    page.until("the source is listed", () -> sources().sourceText(docs).contains("3 searchable"));
    page.until("its listing is over", () -> sources().sourceText(docs).contains("Up to date"));
  }

  private void empty() throws IOException {
    for (int i = 1; i <= 3; i++) {
      Files.delete(docs.resolve("paper" + i + ".txt"));
    }
  }

  @Test
  void aHeldSourceIsDeletedFromOnlyAfterAWarning() throws IOException {
    show();
    assertThat(sources().sourceText(docs)).contains("papers").contains("Up to date");
    empty();

    sources().sourceAction("Synchronise", docs);
    page.until("it is held", () -> sources().sourceText(docs).contains("Held"));
    assertThat(sources().sourceText(docs)).contains("3 of its 3").contains("3 searchable");
    assertThat(sources().sourcesInTrouble()).isEqualTo("1");

    sources().sourceAction("Accept the loss of", docs);
    assertThat(page.confirmation()).contains("is only not mounted").contains(docs.toString());
    page.press(Keys.ESCAPE);
    page.until("nothing was confirmed", () -> !page.shown("#confirm-dialog"));
    assertThat(sources().sourceText(docs)).contains("Held").contains("3 searchable");

    sources().sourceAction("Accept the loss of", docs);
    page.confirm();
    page.until("it is up to date", () -> sources().sourceText(docs).contains("Up to date"));
    assertThat(sources().sourceText(docs)).doesNotContain("searchable");
    page.until("nothing needs attention", () -> !page.shown("#source-trouble"));

    sources().sourceAction("Remove", docs);
    page.confirm();
    page.until("it is gone", () -> sources().sourceText(docs).isEmpty());
  }

  @Test
  void theKeyboardIsEnoughAndKeepsItsPlace() {
    page.press(Keys.ESCAPE);
    page.blur();
    page.press("s");
    page.giveToken(server.token);
    page.until("the source is listed", () -> sources().sourceText(docs).contains("Up to date"));
    sources().focusSourceAction("Synchronise", docs);

    page.press(Keys.ENTER);

    page.until("it was synchronised", () -> sources().sourceText(docs).contains("Up to date"));
    page.until(
        "the focus is on the same button", () -> page.focusedLabel().equals("Synchronise " + docs));
  }

  @Test
  void withoutTheTokenThePageSaysHowToSeeThem() {
    sources().showSources();
    page.until("the token is asked for", () -> page.shown("#token-dialog"));
    page.press(Keys.ESCAPE);
    page.until("the way is shown", () -> page.shown("#sources-show"));
    assertThat(sources().sourceText(docs)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"360, 740, light", "360, 740, dark", "1440, 900, light", "1440, 900, dark"})
  void itFitsAndCanBeRead(int width, int height, String scheme) throws IOException {
    browser.screen(width, height, scheme);
    page.open();
    show();
    check();
    empty();
    sources().sourceAction("Synchronise", docs);
    page.until("it is held", () -> sources().sourceText(docs).contains("Held"));
    check();
    sources().sourceAction("Accept the loss of", docs);
    assertThat(page.confirmation()).isNotBlank();
    check();
  }
}
