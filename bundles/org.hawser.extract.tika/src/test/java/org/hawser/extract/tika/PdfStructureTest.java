package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.hawser.api.document.ExtractedDocument;
import org.junit.jupiter.api.Test;

class PdfStructureTest extends Reader {
  private static final PDType1Font PLAIN = new PDType1Font(FontName.HELVETICA);
  private static final PDType1Font BOLD = new PDType1Font(FontName.HELVETICA_BOLD);

  @Test
  void headingsParagraphsAndPagesOfAnUntaggedPdf() throws Exception {
    Path file = folder.resolve("lease.pdf");
    try (PDDocument pdf = new PDDocument()) {
      try (Typesetter page = new Typesetter(pdf)) {
        page.line(BOLD, 20, "Lease Agreement");
        page.line(
            PLAIN, 11, "This agreement is made between the lessor and the lessee on the first");
        page.line(
            PLAIN, 11, "day of May and is governed by the laws of the land in which the house");
        page.line(PLAIN, 11, "stands.");
        page.line(BOLD, 14, "Repairs");
        page.line(
            PLAIN, 11, "The lessee shall keep the premises in good repair at all times and shall");
        page.line(PLAIN, 11, "not alter them.");
      }
      try (Typesetter page = new Typesetter(pdf)) {
        page.line(BOLD, 14, "Notice");
        page.line(PLAIN, 11, "Notice is given in writing, three months ahead.");
      }
      pdf.save(file.toFile());
    }
    ExtractedDocument document = read(file);
    assertThat(document.pages()).isEqualTo(2);
    assertThat(document.title()).isEqualTo("Lease Agreement");
    assertThat(outline(document))
        .containsExactly(
            "HEADING1 [] Lease Agreement",
            "PARAGRAPH [Lease Agreement] This agreement is made between the lessor and the lessee on"
                + " the first day of May and is governed by the laws of the land in which the house"
                + " stands.",
            "HEADING2 [Lease Agreement] Repairs",
            "PARAGRAPH [Lease Agreement > Repairs] The lessee shall keep the premises in good repair"
                + " at all times and shall not alter them.",
            "HEADING2 [Lease Agreement] Notice",
            "PARAGRAPH [Lease Agreement > Notice] Notice is given in writing, three months ahead.");
    assertThat(document.blocks().getLast().locator().page()).isEqualTo(2);
  }

  /// Sets lines down one page.
  private static final class Typesetter implements AutoCloseable {
    private final PDPageContentStream content;
    private float y = 760;

    Typesetter(PDDocument pdf) throws IOException {
      PDPage page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      content = new PDPageContentStream(pdf, page);
    }

    void line(PDType1Font font, float size, String text) throws IOException {
      content.beginText();
      content.setFont(font, size);
      content.newLineAtOffset(72, y);
      content.showText(text);
      content.endText();
      y -= size * 1.4f;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
