package org.hawser.tests.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small PDF files: lines of text on pages, in a font that is not embedded. */
final class PdfFile {
  private final List<String> objects = new ArrayList<>();

  private PdfFile() {}

  static void write(Path file, List<List<String>> pages) throws IOException {
    write(file, pages, 0);
  }

  /** With so many bytes behind its pages that none of them needs. */
  static void write(Path file, List<List<String>> pages, int ballast) throws IOException {
    PdfFile pdf = new PdfFile();
    pdf.objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.objects.add("");
    pdf.objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    StringBuilder kids = new StringBuilder();
    for (List<String> lines : pages) {
      kids.append(pdf.page(lines)).append(" 0 R ");
    }
    pdf.objects.set(1, "<< /Type /Pages /Kids [" + kids + "] /Count " + pages.size() + " >>");
    pdf.objects.add(
        "<< /Length " + ballast + " >>\nstream\n" + "x".repeat(ballast) + "\nendstream");
    Files.write(file, pdf.bytes());
  }

  private int page(List<String> lines) {
    StringBuilder stream = new StringBuilder("BT /F1 13 Tf 72 740 Td 18 TL ");
    for (String line : lines) {
      String escaped = line.replaceAll("[()\\\\]", "\\\\$0");
      stream.append('(').append(escaped).append(") Tj T* ");
    }
    stream.append("ET");
    objects.add("<< /Length " + stream.length() + " >>\nstream\n" + stream + "\nendstream");
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents "
            + objects.size()
            + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    return objects.size();
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder offsets = new StringBuilder("0000000000 65535 f \n");
    put(out, "%PDF-1.4\n");
    for (int i = 0; i < objects.size(); i++) {
      offsets.append("%010d 00000 n \n".formatted(out.size()));
      put(out, (i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n");
    }
    int start = out.size();
    int count = objects.size() + 1;
    put(out, "xref\n0 " + count + "\n" + offsets);
    put(out, "trailer << /Size " + count + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF");
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
