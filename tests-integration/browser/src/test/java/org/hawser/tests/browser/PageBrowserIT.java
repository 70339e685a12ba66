package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Uses the page of the shipped container as a user would. */
class PageBrowserIT extends OpenPage {
  private static final String FACT =
      "The quarterly gauge inspection of pontoon Zephyrine is carried out by the harbour master.";
  private static final String QUESTION =
      "Who carries out the gauge inspection of pontoon Zephyrine?";

  @TempDir private Path folder;

  @Test
  void anUploadedDocumentIsAnsweredFromAndOpensAtThePassage() throws IOException {
    index("zephyrine.md");

    page.ask(QUESTION);

    assertThat(page.answer()).contains("harbour master");
    assertThat(page.citations()).isNotEmpty();
    String quote = page.quoteOfSource(1);
    page.openSource(1);
    assertThat(page.passage()).isEqualTo(quote);
    assertThat(page.passageInView()).isTrue();
  }

  @Test
  void whatTheDocumentsDoNotHoldIsNotFound() throws IOException {
    index("zephyrine.md");

    page.ask("Which recipe did Queen Xylophina of Atlantis prefer for moon cheese soufflé?");

    assertThat(page.notFound()).isTrue();
  }

  @Test
  void aFileThatCannotBeReadSaysWhy() throws IOException {
    Path empty = Files.createFile(folder.resolve("nothing-inside.pdf"));

    page.upload(empty);
    page.giveToken(server.token);

    assertThat(page.outcomeOf("nothing-inside.pdf")).isIn("QUARANTINED", "UNSUPPORTED");
    assertThat(page.reasonFor("nothing-inside.pdf")).isNotBlank();
  }

  @Test
  void aDroppedFileIsUploadedListedAndDeleted() {
    page.drop("dropped.txt", FACT + " This copy was dropped.");
    page.giveToken(server.token);
    assertThat(page.outcomeOf("dropped.txt")).isIn("INDEXED", "UNCHANGED");

    page.showDocuments();
    page.until("the document is listed", () -> page.documents().contains("dropped.txt"));
    page.deleteDocument("dropped.txt");

    assertThat(page.documents()).doesNotContain("dropped.txt");
  }

  @Test
  void aWrongTokenIsRefusedInTheDialog() {
    page.drop("never.txt", "never stored");
    page.giveToken("wrong");

    assertThat(page.tokenError()).contains("token is wrong");
    page.press(Keys.ESCAPE);
    assertThat(page.shown("#uploads")).isFalse();
  }

  @Test
  void aTokenThatIsRightNoLongerIsForgotten() {
    page.storeToken("out-of-date");

    page.open();

    page.until("the old token is forgotten", () -> page.storedToken().isEmpty());
    page.until("reading goes on without it", () -> page.stateKind().equals("good"));
  }

  @Test
  void aDropIntoAnImpossibleCollectionIsRefused() {
    page.showDocuments();
    page.nameCollection("No Such!");

    page.drop("lost.txt", "never stored");

    assertThat(page.outcomeOf("lost.txt")).isEqualTo("FAILED");
    assertThat(page.reasonFor("lost.txt")).contains("cannot be the name of a collection");
    assertThat(page.documents()).doesNotContain("lost.txt");
  }

  @Test
  void aFailedDownloadIsTold() throws IOException {
    index("zephyrine.md");
    page.ask(QUESTION);
    page.openSource(1);

    page.loseServer();

    assertThat(page.downloadError()).contains("does not answer");
  }

  @Test
  void everythingCanBeDoneWithTheKeyboard() throws IOException {
    index("zephyrine.md");
    page.press(Keys.ESCAPE);

    page.press("/");
    page.until("the question has the focus", () -> page.focused("#question"));
    page.press(QUESTION, Keys.ENTER);
    page.replied();
    page.blur();
    page.press("1");
    page.until("the source is open", page::sourceOpen);
    assertThat(page.focused("#pane-title")).isTrue();
    page.press(Keys.ESCAPE);
    assertThat(page.sourceOpen()).isFalse();
    page.press("?");
    page.until("the overview is open", () -> page.shown("#help-dialog"));
    page.press(Keys.ESCAPE);
    page.until("the overview is closed", () -> !page.shown("#help-dialog"));
  }

  @ParameterizedTest
  @CsvSource({
    "360, 740, light",
    "360, 740, dark",
    "768, 1024, light",
    "768, 1024, dark",
    "1440, 900, light",
    "1440, 900, dark",
    "2560, 1300, light"
  })
  void everyViewFitsAndCanBeRead(int width, int height, String scheme) throws IOException {
    index("zephyrine.md");
    browser.screen(width, height, scheme);
    page.open();
    check();
    page.ask(QUESTION);
    check();
    page.openSource(1);
    assertThat(page.passageInView()).isTrue();
    check();
    page.press(Keys.ESCAPE);
    page.showDocuments();
    check();
  }

  private void index(String name) throws IOException {
    Path file = folder.resolve(name);
    String text =
        "# Pontoon handbook\n\n## Inspections\n\n"
            + "General remarks about pontoons and their moorings come first.\n\n".repeat(200)
            + FACT
            + "\n\n"
            + "Further remarks about pontoons follow.\n\n".repeat(50);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    page.upload(file);
    page.giveToken(server.token);
    assertThat(page.outcomeOf(name)).isIn("INDEXED", "UNCHANGED");
  }
}
