package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Conversations with a small trained model: it tells stories, so its mechanics are looked at. */
class WrittenAnswersBrowserIT extends OpenPage {
  private static final String MODEL = "tinystories-656k";
  private static final String QUESTION = "Who feeds the seals of basin Lumineth?";
  private static final String NEXT = "When are the seals of basin Lumineth fed?";

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws IOException {
    Path source = SharedData.require("data/models/" + MODEL);
    Assumptions.assumeTrue(
        server.data.isPresent(), "The server is not the tests' own, so it gets no model.");
    Path target = server.data.get().resolve("models").resolve(MODEL);
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    Path file = folder.resolve("lumineth.pdf");
    PdfFile.write(
        file,
        List.of(
            List.of("Basin Lumineth", "", "General remarks about the basin."),
            List.of("The seals of basin Lumineth are fed by the keeper at noon.")));
    page.upload(file);
    page.giveToken(server.token);
    assertThat(page.outcomeOf("lumineth.pdf")).isIn("INDEXED", "UNCHANGED");
    page.press(Keys.ESCAPE);
    page.until("the model is listed", this::listed);
    page.blur();
  }

  private boolean listed() {
    try {
      return server.send("GET", "models", "").contains("\"modelId\":\"" + MODEL + "\"");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void ask(String question) {
    page.ask(question);
    assertThat(page.all(".turn:last-child .reply.failed")).isEmpty();
  }

  @Test
  void aConversationOfTwoTurnsIsWrittenMeteredAndExplained() {
    ask(QUESTION);
    ask(NEXT);

    assertThat(page.all(".turn .part.written")).hasSize(2);
    assertThat(page.all(".turn .part.extract")).hasSize(2);
    assertThat(page.one("#meter").getText()).contains("tokens");
    page.clickOnTurn(1, ".why > summary");
    page.until("it is explained", () -> page.shown("#turn-1 .why-content"));
    assertThat(page.one("#turn-1 .why-content").getText())
        .contains(MODEL, "SHA-256", "Runs of the model", "Prompt strategy");
  }

  @Test
  void aCitationOpensTheMarkedPage() {
    ask(QUESTION);

    page.openSource(1);

    assertThat(page.passage()).contains("Lumineth");
    assertThat(page.passageInView()).isTrue();
    assertThat(page.shown("#pane-body .pdf-page canvas")).isTrue();
  }

  @Test
  void twoStrategiesStandSideBySide() {
    ask(QUESTION);
    page.blur();
    page.press("R");
    page.until("the choices are open", () -> page.shown("#choices"));
    chooseStrategy("yarn");
    page.until("its parameters are there", () -> page.shown("[data-parameter=factor]"));
    page.one("[data-parameter=factor]").sendKeys("4");
    page.one("#choices-again").click();
    page.until("there are two replies", () -> page.shown("[data-action=compare]"));
    page.blur();

    page.press("x");

    page.until("they are side by side", () -> page.all(".side .reply").size() == 2);
    assertThat(page.one(".differences").getText()).contains("yarn:factor=4");
    assertThat(page.all(".side .why-content")).hasSize(2);
    check();
  }

  @Test
  void aReplyIsStopped() {
    page.one("#question").sendKeys(QUESTION + Keys.ENTER);
    page.until("it is being made", () -> page.shown("#stop"));
    page.press(Keys.ESCAPE);

    page.replied();
    assertThat(page.shown("#ask-button")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"360, 740, light", "360, 740, dark", "1440, 900, light", "1440, 900, dark"})
  void itFitsAndCanBeRead(int width, int height, String scheme) throws IOException {
    browser.screen(width, height, scheme);
    page.open();
    ask(QUESTION);
    check();
    page.clickOnTurn(0, ".why > summary");
    check();
    page.blur();
    page.press("o");
    page.until("the choices are open", () -> page.shown("#choices"));
    check();
  }
}
