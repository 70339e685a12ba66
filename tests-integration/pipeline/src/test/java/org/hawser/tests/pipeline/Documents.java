package org.hawser.tests.pipeline;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/// Writes the small folder of documents the tests ask about.
final class Documents {
  static final Charset ENCODING = StandardCharsets.UTF_8;

  private Documents() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("handbook.md"),
        """
        # Employee handbook

        ## Travel

        Employees may book a first-class train ticket for journeys longer than four hours.
        Flights are booked through the travel office.

        ## Vacation

        Every employee has thirty days of paid vacation each calendar year.
        Unused days expire at the end of March of the following year.
        """);
    Files.writeString(
        folder.resolve("network.html"),
        """
        <html><head><title>Network guide</title></head><body><h1>Network guide</h1>
        <h2>Wireless</h2><p>The guest wireless password is changed every Monday morning by the
        reception desk.</p><h2>Remote access</h2><p>The virtual private network listens on port
        51820 and accepts only hardware keys.</p></body></html>
        """);
    Files.writeString(
        folder.resolve("prices.csv"),
        "product,price,warehouse\nAnchor chain,412 euro,Rotterdam\nMooring rope,88 euro,Bremen\n");
    pdf(
        folder.resolve("lease.pdf"),
        List.of(
            List.of(
                "Lease agreement between the harbour authority and the tenant.",
                "The lease begins on the first of May and runs for ten years."),
            List.of(
                "Termination. The tenant may terminate the lease with a notice",
                "period of ninety days, given in writing to the harbour master.")));
  }

  private static void pdf(Path file, List<List<String>> pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (List<String> lines : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 12);
          content.setLeading(16);
          content.newLineAtOffset(60, 700);
          for (String line : lines) {
            content.showText(line);
            content.newLine();
          }
          content.endText();
        }
      }
      document.save(file.toFile());
    }
  }
}
