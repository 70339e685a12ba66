package org.hawser.tests.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Hawser's page, in the words of its users. */
final class HawserPage {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private final String url;

  HawserPage(ChromeDriver driver, String url) {
    this.driver = driver;
    this.url = url.replaceAll("/$", "");
  }

  ChromeDriver driver() {
    return driver;
  }

  HawserPage open() {
    driver.get(url + "/");
    until("the page is connected", () -> !stateKind().isEmpty());
    return this;
  }

  String stateKind() {
    String kind = one("#state").getDomAttribute("data-kind");
    return kind == null ? "" : kind;
  }

  void ask(String question) {
    WebElement box = one("#question");
    box.clear();
    box.sendKeys(question + Keys.ENTER);
    replied();
  }

  /** Waits until the last reply is complete. */
  void replied() {
    until(
        "the reply is complete",
        () ->
            shown(".turn:last-child .reply")
                && all(".reply.live").isEmpty()
                && one("#question").getAttribute("value").isEmpty());
  }

  boolean notFound() {
    return shown(".turn:last-child .prose.none");
  }

  String answer() {
    return one(".turn:last-child .answers").getText();
  }

  List<WebElement> citations() {
    return all(".turn:last-child .lead button.cite");
  }

  String quoteOfSource(int number) {
    return one(".turn:last-child button.source[data-number='" + number + "'] q")
        .getAttribute("textContent");
  }

  void openSource(int number) {
    one(".turn:last-child .lead button.cite[data-number='" + number + "']").click();
    until("the passage is highlighted", () -> shown("#passage"));
    // A PDF scrolls to it only after the page behind it is drawn as well.
    until("the passage is in view", this::passageInView);
  }

  String passage() {
    return all("#pane-body mark").stream()
        .map(mark -> mark.getAttribute("textContent"))
        .collect(Collectors.joining(" "));
  }

  /** Whether the highlighted passage can be seen without scrolling. */
  boolean passageInView() {
    return (Boolean)
        driver.executeScript(
            "const m = document.getElementById('passage')?.getBoundingClientRect();"
                + "if (!m) return false;"
                + "const b = document.getElementById('pane-body').getBoundingClientRect();"
                + "return m.top >= b.top && m.top < b.bottom;");
  }

  /** How many dark pixels a page of the open PDF has. */
  long drawnPixels(int number) {
    return (Long)
        driver.executeScript(
            "const c = document.querySelector(`.pdf-page:nth-child(${arguments[0]}) canvas`);"
                + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                + "let n = 0; for (let i = 0; i < d.length; i += 4)"
                + " if (d[i + 3] > 0 && d[i] < 100) n++; return n;",
            number);
  }

  /** How many bytes came from addresses that end so, as far as the browser has counted them. */
  long bytesFetched(String ending) {
    return (Long)
        driver.executeScript(
            "return performance.getEntriesByType('resource')"
                + ".filter((each) => each.name.endsWith(arguments[0]))"
                + ".reduce((sum, each) => sum + each.transferSize, 0);",
            ending);
  }

  List<String> conversations() {
    return all(".conversation-title").stream().map(WebElement::getText).toList();
  }

  /** Chooses from the menu of the conversation that is open. */
  void conversationAction(String label) {
    one("#conversations li.open button").click();
    until("the menu is open", () -> shown("#menu"));
    driver.findElement(By.xpath("//div[@id='menu']/button[.=\"" + label + "\"]")).click();
  }

  void renameConversation(String title) {
    conversationAction("Rename…");
    until("a name is asked for", () -> shown("#line-dialog"));
    one("#line").clear();
    one("#line").sendKeys(title + Keys.ENTER);
    until("the dialog is closed", () -> !shown("#line-dialog"));
  }

  void clickOnTurn(int index, String css) {
    WebElement button = one("#turn-" + index + " " + css);
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", button);
    button.click();
  }

  boolean sourceOpen() {
    return shown("#pane");
  }

  /** Chooses files as if picked in the file dialog. */
  void upload(Path... files) {
    one("#files")
        .sendKeys(List.of(files).stream().map(Path::toString).collect(Collectors.joining("\n")));
  }

  /** Drops a file on the page. */
  void drop(String name, String content) {
    driver.executeScript(
        "const data = new DataTransfer();"
            + "data.items.add(new File([arguments[1]], arguments[0], {type: 'text/plain'}));"
            + "for (const type of ['dragenter', 'dragover', 'drop'])"
            + "  document.body.dispatchEvent(new DragEvent(type,"
            + "    {dataTransfer: data, bubbles: true, cancelable: true}));",
        name,
        content);
  }

  /** The token this tab keeps; empty when it keeps none. */
  String storedToken() {
    return (String) driver.executeScript("return sessionStorage.getItem('hawser.token') ?? '';");
  }

  void storeToken(String token) {
    driver.executeScript("sessionStorage.setItem('hawser.token', arguments[0]);", token);
  }

  void nameCollection(String name) {
    one("#upload-collection").sendKeys(name);
  }

  /** Lets every further request fail as if the server were gone. */
  void loseServer() {
    driver.executeScript("window.fetch = async () => { throw new TypeError('no network'); };");
  }

  String downloadError() {
    one("#pane-original").click();
    until("the failure is told", () -> shown("#pane-error"));
    return one("#pane-error").getText();
  }

  void giveToken(String token) {
    until("the token is asked for", () -> shown("#token-dialog"));
    one("#token").sendKeys(token + Keys.ENTER);
  }

  String tokenError() {
    until("the token is refused", () -> !one("#token-error").getText().isEmpty());
    return one("#token-error").getText();
  }

  /** Waits until an upload is settled and returns its outcome. */
  String outcomeOf(String name) {
    By row = By.xpath("//ul[@id='uploads-list']/li[span[@title=\"" + name + "\"]]");
    List<String> settled = List.of("INDEXED", "UNCHANGED", "QUARANTINED", "UNSUPPORTED", "FAILED");
    until(
        name + " is settled",
        () ->
            settled.contains(
                String.valueOf(driver.findElement(row).getDomAttribute("data-outcome"))));
    return driver.findElement(row).getDomAttribute("data-outcome");
  }

  String reasonFor(String name) {
    return driver
        .findElement(
            By.xpath(
                "//ul[@id='uploads-list']/li[span[@title=\""
                    + name
                    + "\"]]/span[@class='upload-detail']"))
        .getText();
  }

  void showDocuments() {
    one("#to-documents").click();
    until("documents are listed", () -> !one("#documents-summary").getText().isEmpty());
  }

  List<String> documents() {
    return all(".document-name").stream().map(WebElement::getText).toList();
  }

  void deleteDocument(String name) {
    one("button[aria-label=\"Delete " + name + "\"]").click();
    confirm();
    until(name + " is gone", () -> !documents().contains(name));
  }

  String focusedLabel() {
    return String.valueOf(driver.switchTo().activeElement().getDomAttribute("aria-label"));
  }

  void blur() {
    driver.executeScript("document.activeElement.blur();");
  }

  String confirmation() {
    until("something is to be confirmed", () -> shown("#confirm-dialog"));
    return one("#confirm-dialog").getText();
  }

  void confirm() {
    until("something is to be confirmed", () -> shown("#confirm-dialog"));
    one("#confirm-yes").click();
    until("the dialog is closed", () -> !shown("#confirm-dialog"));
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  boolean focused(String css) {
    return one(css).equals(driver.switchTo().activeElement());
  }

  boolean shown(String css) {
    try {
      return all(css).stream().anyMatch(WebElement::isDisplayed);
    } catch (StaleElementReferenceException e) {
      return false;
    }
  }

  long horizontalOverflow() {
    return (Long)
        driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth;");
  }

  /** Visible texts whose contrast is below WCAG AA. */
  @SuppressWarnings("unchecked")
  List<String> weakTexts() {
    return (List<String>) driver.executeScript(Contrast.SCRIPT);
  }

  void until(String what, Supplier<Boolean> condition) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100))
        .ignoring(StaleElementReferenceException.class)
        .withMessage(what)
        .until(any -> condition.get());
  }

  WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }
}
