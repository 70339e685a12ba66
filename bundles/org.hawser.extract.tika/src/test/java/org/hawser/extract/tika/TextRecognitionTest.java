package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.ExtractionRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures of text, read with the Tesseract of this machine.
class TextRecognitionTest extends Reader {
  private static final String FIRST = "The lease ends on the last day of March.";
  private static final String SECOND = "Notice is given three months before.";

  @Override
  TikaExtractor create(Path data) {
    return Extractors.create(data, Extractors.recognising("eng"));
  }

  @BeforeEach
  void skipWithoutTesseract() {
    assumeTrue(
        Tesseract.installed(System.getenv("PATH")),
        "Skipped: install tesseract-ocr to test text recognition");
  }

  @Test
  void aPicture() throws Exception {
    ExtractedDocument document = read("lease.png", picture());
    assertThat(document.text()).contains(FIRST).contains(SECOND);
    assertThat(document.language()).isEqualTo("en");
    assertThat(document.notes()).isEmpty();
  }

  @Test
  void aScanKeepsItsPageNumbers() throws Exception {
    ExtractedDocument document = read(scan());
    assertThat(document.text()).contains(FIRST);
    assertThat(document.blocks())
        .filteredOn(block -> text(document, block.locator().start()).startsWith("The lease"))
        .singleElement()
        .satisfies(block -> assertThat(block.locator().page()).isEqualTo(2));
  }

  @Test
  void switchedOffItSaysHowToReadThem(@TempDir Path data) throws Exception {
    Settings off = Extractors.settings(Duration.ofSeconds(60), Extractors.LIMITS);
    assertRefused(data, off, "The file contains no text (a scan?)");
  }

  @Test
  void aLanguageThatIsNotInstalledIsNoFaultOfTheFile(@TempDir Path data) throws Exception {
    assertThat(Tesseract.missing("eng+tlh")).containsExactly("tlh");
    assertRefused(data, Extractors.recognising("eng+tlh"), "data for its language");
  }

  private void assertRefused(Path data, Settings settings, String why) throws Exception {
    Path scan = scan();
    try (TikaExtractor extractor = Extractors.create(data, settings)) {
      ExtractionException refused =
          catchThrowableOfType(
              ExtractionException.class,
              () -> extractor.extract(new ExtractionRequest(scan, "scan.pdf")));
      assertThat(refused.reason()).isEqualTo(Reason.EMPTY);
      assertThat(refused).hasMessageContaining(why);
    }
  }

  private static String text(ExtractedDocument document, int start) {
    return document.text().substring(start);
  }

  private Path scan() throws Exception {
    Path file = folder.resolve("scan.pdf");
    try (PDDocument pdf = new PDDocument()) {
      pdf.addPage(new PDPage(PDRectangle.A4));
      PDPage page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      PDImageXObject image = PDImageXObject.createFromByteArray(pdf, picture(), "lease");
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.drawImage(image, 50, 600, 500, 130);
      }
      pdf.save(file.toFile());
    }
    return file;
  }

  private static byte[] picture() throws Exception {
    try (InputStream in = TextRecognitionTest.class.getResourceAsStream("/scan/lease.png")) {
      return in.readAllBytes();
    }
  }
}
