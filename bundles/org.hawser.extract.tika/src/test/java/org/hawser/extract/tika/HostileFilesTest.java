package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest extends Reader {
  private static final WorkerLimits TIGHT = new WorkerLimits(5_000, 3, 50, 20L << 20, "eng");

  @Override
  TikaExtractor create(Path data) {
    return Extractors.create(data, Extractors.settings(Duration.ofSeconds(60), TIGHT));
  }

  @Test
  void zipBomb() throws Exception {
    Refused refused = refused("bomb.zip", zip("zeros.bin", new byte[64 << 20]));
    assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refused.message()).contains("zip bomb");
  }

  @Test
  void gzipBomb() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    assertThat(refused("bomb.gz", packed.toByteArray()).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void bombSpreadOverNestedArchives() throws Exception {
    byte[] inner = zip("zeros.bin", new byte[15 << 20]);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      add(zip, "one.zip", inner);
      add(zip, "two.zip", inner);
    }
    assertThat(refused("bombs.zip", packed.toByteArray()).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void deeplyNestedArchive() throws Exception {
    byte[] archive = zip("note.txt", "deep down".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 20; i++) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(packed)) {
        add(zip, "level" + i + ".zip", archive);
        add(zip, "readme" + i + ".txt", "level text".getBytes(StandardCharsets.UTF_8));
      }
      archive = packed.toByteArray();
    }
    ExtractedDocument document = read("nested.zip", archive);
    assertThat(document.text()).contains("level text").doesNotContain("deep down");
    assertThat(document.notes()).anyMatch(note -> note.contains("nested deeper than 3 levels"));
  }

  @Test
  void tooManyEntries() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      for (int i = 0; i < 80; i++) {
        add(zip, "n" + i + ".txt", ("text " + i).getBytes(StandardCharsets.UTF_8));
      }
    }
    ExtractedDocument document = read("many.zip", packed.toByteArray());
    assertThat(document.text()).contains("text 49").doesNotContain("text 50");
    assertThat(document.notes())
        .containsExactly(
            "30 embedded files beyond the limit of 50 were not read; raise maxEntries to read"
                + " them.");
  }

  @Test
  void longTextIsCutAndSaysSo() throws Exception {
    ExtractedDocument document = read("long.txt", "word word word.\n\n".repeat(2_000));
    assertThat(document.text()).hasSizeBetween(4_900, 5_000);
    assertThat(document.notes()).singleElement().asString().contains("cut after", "maxCharacters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip-slip.zip", "zip-slip.tar", "zip-slip-win.zip", "zip-slip-win.tar"})
  void zipSlip(String name) throws Exception {
    ExtractedDocument document =
        read(SharedData.require("data/documents/zip-slip/archives").resolve(name));
    assertThat(document.text()).contains("this is an evil one");
    assertThat(document.blocks())
        .allMatch(block -> block.locator().headingPath().stream().noneMatch(p -> p.contains("..")));
  }

  @Test
  void zipSlipWritesNothing(@TempDir Path outside) throws Exception {
    Path target = outside.toRealPath().resolve("evil.txt");
    byte[] text = "this is an evil one".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      add(zip, "../".repeat(20) + target.toString().substring(1), text);
      add(zip, target.toString(), text);
    }
    assertThat(read("slip.zip", packed.toByteArray()).text()).contains("this is an evil one");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "testEXCEL_protected_passtika.xls",
        "testEXCEL_protected_passtika.xlsx",
        "testPPT_protected_passtika.ppt",
        "testPPT_protected_passtika.pptx",
        "testWORD_protected_passtika.doc",
        "testWORD_protected_passtika.docx",
        "testODTEncrypted.odt",
        "testPDF_no_extract_no_accessibility_owner_user.pdf",
        "testUnicodePassword.pdf"
      })
  void encrypted(String name) {
    Path file = SharedData.require("data/documents/tika").resolve(name);
    Refused refused = refused(file);
    assertThat(refused.reason()).isEqualTo(Reason.ENCRYPTED);
    assertThat(refused.message()).contains("password");
  }

  @Test
  void encryptedEntryIsNoted() throws Exception {
    ExtractedDocument document =
        read(SharedData.require("data/documents/tika/testZipEncrypted.zip"));
    assertThat(document.text()).contains("hello world");
    assertThat(document.notes()).anyMatch(note -> note.contains("password"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"testPDF.pdf", "testWORD.docx", "testEXCEL.xlsx", "testEPUB.epub"})
  void truncatedFilesAreNamedDamagedOrNoted(String name) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedData.require("data/documents/tika").resolve(name));
    Path file = folder.resolve(name);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
    try {
      assertThat(read(file).text()).isNotBlank();
    } catch (ExtractionException refusal) {
      assertThat(refusal.reason()).isIn(Reason.CORRUPT, Reason.EMPTY);
    }
  }

  @Test
  void scannedPdfNamesTesseract() {
    Path file = SharedData.require("data/documents/tika/testOCR.pdf");
    assertThat(refused(file).message()).contains("a scan?");
  }

  @Test
  void binaryIsUnsupported() throws Exception {
    byte[] bytes = new byte[4096];
    new java.util.Random(7).nextBytes(bytes);
    Refused refused = refused("blob.dat", bytes);
    assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(refused.message()).contains("convert the file to PDF");
  }

  @Test
  void deeplyNestedMarkup() throws Exception {
    String html = "<div>".repeat(30_000) + "core" + "</div>".repeat(30_000);
    try {
      assertThat(read("deep.html", html).text()).isEqualTo("core");
    } catch (ExtractionException refusal) {
      assertThat(refusal.reason()).isIn(Reason.CORRUPT, Reason.TOO_LARGE);
    }
  }

  private record Refused(Reason reason, String message) {}

  private Refused refused(String name, byte[] content) throws IOException {
    return refused(Files.write(folder.resolve(name), content));
  }

  private Refused refused(Path file) {
    ExtractionException refusal = catchThrowableOfType(ExtractionException.class, () -> read(file));
    assertThat(refusal).as("%s should be refused", file.getFileName()).isNotNull();
    assertThat(refusal.getMessage()).endsWith(".").doesNotContain("\n", "Exception");
    return new Refused(refusal.reason(), refusal.getMessage());
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      add(zip, name, content);
    }
    return packed.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
