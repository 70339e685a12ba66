package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Conversations on the page, without a language model. */
class ConversationsBrowserIT extends OpenPage {
  private static final String MASTER = "Who signs the berth list of quay Amaranth?";
  private static final String COLOUR = "What colour are the bollards of quay Amaranth?";

  @TempDir private Path folder;

  @BeforeEach
  void index() throws IOException {
    Path file = folder.resolve("amaranth.md");
    Files.writeString(
        file,
        "# Quay Amaranth\n\nThe berth list of quay Amaranth is signed by the deputy pilot.\n\n"
            + "The bollards of quay Amaranth are painted green.\n",
        StandardCharsets.UTF_8);
    page.upload(file);
    page.giveToken(server.token);
    assertThat(page.outcomeOf("amaranth.md")).isIn("INDEXED", "UNCHANGED");
    page.press(Keys.ESCAPE);
  }

  @Test
  void turnsFollowEachOtherAndAreThereAgain() {
    page.ask(MASTER);
    assertThat(page.answer()).contains("deputy pilot");
    page.ask(COLOUR);
    assertThat(page.answer()).contains("green");
    String address = browser.driver.getCurrentUrl();

    browser.driver.navigate().refresh();
    page.until("both turns are there", () -> page.all(".turn .reply").size() == 2);

    assertThat(browser.driver.getCurrentUrl()).isEqualTo(address);
    assertThat(page.one("#conversations li.open").getText()).contains("berth list");
  }

  @Test
  void aConversationIsRenamedLeftAndDeleted() {
    page.ask(MASTER);
    page.renameConversation("Berths");
    page.until("it is renamed", () -> page.conversations().contains("Berths"));

    page.blur();
    page.press("n");
    page.until("a new one begins", () -> page.shown("#view-ask.blank"));
    page.one("#conversations a[title=Berths]").click();
    page.until("the old one is back", () -> page.all(".turn").size() == 1);
    page.conversationAction("Delete…");
    page.confirm();

    page.until("it is gone", () -> !page.conversations().contains("Berths"));
    page.until("a new one is open", () -> page.shown("#view-ask.blank"));
  }

  @Test
  void anEarlierQuestionIsChangedInPlace() {
    page.ask(MASTER);
    page.ask(COLOUR);

    page.clickOnTurn(0, "[data-action=edit]");
    assertThat(page.one("#question").getAttribute("value")).isEqualTo(MASTER);
    page.one("#question").clear();
    page.one("#question").sendKeys("Who paints the bollards of quay Amaranth?" + Keys.ENTER);
    page.confirm();
    page.replied();

    assertThat(page.all(".turn")).hasSize(1);
    assertThat(page.one(".turn .question").getText()).contains("Who paints");
  }

  @Test
  void aDocumentIsNamedWithAnAt() {
    page.one("#question").sendKeys("Only here @amaran");
    page.until("it is proposed", () -> page.shown("#mentions [role=option]"));
    page.press(Keys.ENTER);

    page.until("it is chosen", () -> page.shown("#scope li"));
    assertThat(page.one("#scope").getText()).contains("amaranth.md");
    assertThat(page.one("#question").getAttribute("value")).isEqualTo("Only here ");
    page.ask(MASTER);
    assertThat(page.answer()).contains("deputy pilot");
  }

  @Test
  void aReplyIsJudgedAndExplained() {
    page.ask(MASTER);

    judge("good", "Right <i>and</i> short");
    page.blur();
    page.press("w");

    page.until("it is explained", () -> page.shown(".why-content"));
    assertThat(page.one(".why-content").getText()).contains("Confidence", "Chunks looked at");
    check();
  }

  @Test
  void whatAReaderThoughtIsThereAgain() {
    page.ask(MASTER);
    judge("good", "Right <i>and</i> $& short");
    browser.driver.navigate().refresh();

    page.until("it is judged", () -> page.shown("[data-action=good][aria-pressed=true]"));
    assertThat(page.one(".judged").getText()).isEqualTo("Comment: Right <i>and</i> $& short");
    check();
    page.clickOnTurn(0, "[data-action=bad]");
    page.until("a comment is asked for", () -> page.shown("#line-dialog"));
    assertThat(page.one("#lines").getAttribute("value")).isEqualTo("Right <i>and</i> $& short");
    page.one("#lines").clear();
    page.one("#line-yes").click();

    page.until("it is judged anew", () -> page.shown("[data-action=bad][aria-pressed=true]"));
    assertThat(page.shown("[data-action=good][aria-pressed=true]")).isFalse();
    assertThat(page.shown(".judged")).isFalse();
  }

  private void judge(String thumb, String comment) {
    page.clickOnTurn(0, "[data-action=" + thumb + "]");
    page.until("a comment is asked for", () -> page.shown("#line-dialog"));
    page.one("#lines").sendKeys(comment);
    page.one("#line-yes").click();
    page.until("it is noted", () -> page.shown("[data-action=" + thumb + "][aria-pressed=true]"));
  }

  @Test
  void aCitationShowsItsWordsWhileItHasTheFocus() {
    page.ask(MASTER);

    page.clickOnTurn(0, ".why > summary");
    page.press(Keys.chord(Keys.SHIFT, Keys.TAB));
    browser.driver.executeScript(
        "document.querySelector('.lead .cite').focus({focusVisible: true})");

    page.until("the words are shown", () -> page.shown("#preview"));
    assertThat(page.one("#preview").getText()).contains("deputy pilot");
    page.press(Keys.ESCAPE);
    assertThat(page.shown("#preview")).isFalse();
  }

  @Test
  void thePageSpeaksGermanToo() {
    browser.driver.get(server.url + "/?lang=de");
    page.until("it is German", () -> page.one("#ask-title").getText().startsWith("Fragen Sie"));
    page.ask(MASTER);

    assertThat(page.one(".why summary").getText()).contains("Warum diese Antwort");
    check();
  }

  @Test
  void theDefaultStrategyIsChangedWithTheToken() {
    page.blur();
    page.press("o");
    page.until("the default is told", () -> page.shown("#standard"));
    chooseStrategy("self-extend");
    page.one("#standard-set").click();
    page.confirm();

    page.until("it is changed", () -> page.one("#standard-now").getText().contains("self-extend"));
    check();
    chooseStrategy("none");
    page.one("#standard-set").click();
    page.confirm();
    page.until("it is as before", () -> page.one("#standard-now").getText().contains("none"));
  }
}
