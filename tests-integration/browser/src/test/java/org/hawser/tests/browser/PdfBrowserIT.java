package org.hawser.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A citation of a PDF opens its page with the passage marked. */
class PdfBrowserIT extends OpenPage {
  private static final String QUESTION = "Who inspects the gauge of lighthouse Corvandel?";

  @TempDir private Path folder;

  @BeforeEach
  void index() throws IOException {
    Path file = folder.resolve("corvandel.pdf");
    List<String> filler = Collections.nCopies(30, "General remarks about lighthouses and lamps.");
    PdfFile.write(
        file,
        List.of(
            filler,
            filler,
            List.of(
                "Inspections",
                "",
                "The gauge of lighthouse Corvandel is in-",
                "spected by the district engineer (twice a year).",
                "",
                "Nothing else is said about it."),
            filler));
    page.upload(file);
    page.giveToken(server.token);
    assertThat(page.outcomeOf("corvandel.pdf")).isIn("INDEXED", "UNCHANGED");
  }

  @Test
  void theCitedPageIsDrawnAndThePassageMarked() {
    page.ask(QUESTION);

    page.openSource(1);

    assertThat(letters(page.passage())).contains("corvandelisinspectedbythedistrictengineer");
    assertThat(page.passageInView()).isTrue();
    assertThat(page.shown("#pane-body .pdf-page[aria-label='page 3'] canvas")).isTrue();
    assertThat(page.drawnPixels(3)).isGreaterThan(500);
  }

  @Test
  void theSamePassageCanBeReadAsText() {
    page.ask(QUESTION);
    page.openSource(1);

    page.one("#pane-form").click();

    page.until("the text is there", () -> page.shown("#pane-content #passage"));
    assertThat(page.passageInView()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"360, 740, light", "360, 740, dark", "1440, 900, light", "1440, 900, dark"})
  void itFitsAndCanBeRead(int width, int height, String scheme) {
    browser.screen(width, height, scheme);
    page.open();
    page.ask(QUESTION);
    page.openSource(1);

    assertThat(page.passageInView()).isTrue();
    check();
  }

  @Test
  void ofALargeFileOnlyWhatIsLookedAtIsFetched() throws IOException {
    int ballast = 5_000_000;
    Path file = folder.resolve("tresmere.pdf");
    PdfFile.write(
        file, List.of(List.of("The lamp of lighthouse Tresmere is lit by the warden.")), ballast);
    page.upload(file);
    assertThat(page.outcomeOf("tresmere.pdf")).isIn("INDEXED", "UNCHANGED");
    page.ask("Who lights the lamp of lighthouse Tresmere?");

    page.openSource(1);

    assertThat(letters(page.passage())).contains("tresmereislitbythewarden");
    assertThat(page.bytesFetched("/original")).isBetween(1L, ballast / 2L);
    assertThat(page.all("#pane-body .pdf-page")).hasSize(1);
  }

  private static String letters(String text) {
    return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
