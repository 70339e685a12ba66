package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real files of every format.
class SampleFilesTest extends Reader {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "testPDF.pdf; 1; Apache Tika",
        "testWORD.doc; 0; Sample Word Document",
        "testWORD.docx; 0; Sample Word Document",
        "testEXCEL.xls; 3; Number | Square",
        "testEXCEL.xlsx; 3; Number | Square",
        "testPPT.ppt; 1; Powerpoint X for Mac",
        "testPPT.pptx; 3; Watershed",
        "testODFwithOOo3.odt; 0; Tika is part of the Lucene project.",
        "LibreOfficeCalc_ods_1.3.ods; 1; This | is | an | example | spreadsheet",
        "testRTF.rtf; 0; indexation Word",
        "testEPUB.epub; 0; Subchapter 2.1",
        "testHTML.html; 0; Indexation du fichier",
        "testMSG.msg; 0; MIME registry use cases",
        "testThunderbirdEml.eml; 0; From:",
        "testMBOX_complex.mbox; 0; From:",
        "test-documents.zip; 0; testEXCEL.xls",
        "testVISIO.vsdx; 0; Nothing fancy.",
        "test-zip-of-zip.zip; 0; This is just some text."
      })
  void readsTheFormat(String name, int pages, String expected) throws Exception {
    ExtractedDocument document = sample(name);
    assertThat(document.pages()).isEqualTo(pages);
    assertThat(document.text()).contains(expected);
  }

  @Test
  void pagesOfAPdf() throws Exception {
    ExtractedDocument document = sample("testPDF_bookmarks.pdf");
    assertThat(pageOf(document, "about France")).isEqualTo(1);
    assertThat(pageOf(document, "about Denmark")).isEqualTo(2);
  }

  @Test
  void slidesAndTheirTitles() throws Exception {
    ExtractedDocument document = sample("testPPT.pptx");
    assertThat(outline(document))
        .contains(
            "HEADING1 [] Attachment Test", "PARAGRAPH [Different words to test against] Quest");
    assertThat(pageOf(document, "Quest")).isEqualTo(3);
  }

  @Test
  void sheets() throws Exception {
    ExtractedDocument document = sample("testEXCEL.xlsx");
    assertThat(outline(document))
        .contains("HEADING1 [] Feuil1", "TABLE_ROW [Feuil1] 13 | 169", "HEADING1 [] Feuil2");
  }

  @Test
  void attachmentsStandUnderTheirNames() throws Exception {
    ExtractedDocument document = sample("testMSG_att_msg.msg");
    Block block = find(document, "Blah blah blah");
    assertThat(block.locator().headingPath())
        .isEqualTo(List.of("test email", "Test Attachment.msg", "Test Attachment"));
  }

  private ExtractedDocument sample(String name) throws Exception {
    Path folder = SharedData.require("data/documents/tika");
    return read(folder.resolve(name));
  }

  private static int pageOf(ExtractedDocument document, String content) {
    return find(document, content).locator().page();
  }

  private static Block find(ExtractedDocument document, String content) {
    return document.blocks().stream()
        .filter(
            block ->
                document
                    .text()
                    .substring(block.locator().start(), block.locator().end())
                    .contains(content))
        .findFirst()
        .orElseThrow();
  }
}
