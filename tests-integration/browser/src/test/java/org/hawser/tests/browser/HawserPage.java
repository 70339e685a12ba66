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
    until(
        "the answer is there",
        () -> shown("#answer > *") && !all("#answer.stale").iterator().hasNext());
  }

  boolean notFound() {
    return shown("article.answer.none");
  }

  String answer() {
    return one("article.answer").getText();
  }

  List<WebElement> citations() {
    return all("button.cite");
  }

  String quoteOfSource(int number) {
    return one("button.source[data-number='" + number + "'] q").getAttribute("textContent");
  }

  void openSource(int number) {
    one("button.cite[data-number='" + number + "']").click();
    until("the passage is highlighted", () -> shown("#passage"));
  }

  String passage() {
    return one("#passage").getAttribute("textContent");
  }

  /** Whether the highlighted passage can be seen without scrolling. */
  boolean passageInView() {
    return (Boolean)
        driver.executeScript(
            "const m = document.getElementById('passage').getBoundingClientRect();"
                + "const b = document.getElementById('pane-body').getBoundingClientRect();"
                + "return m.top >= b.top && m.top < b.bottom;");
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
    until("the deletion is to be confirmed", () -> shown("#confirm-dialog"));
    one("#confirm-yes").click();
    until(name + " is gone", () -> !documents().contains(name));
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

  private WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  private List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }
}
