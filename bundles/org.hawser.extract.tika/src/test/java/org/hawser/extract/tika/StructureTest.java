package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;

import org.hawser.api.document.ExtractedDocument;
import org.junit.jupiter.api.Test;

class StructureTest extends Reader {
  @Test
  void markdown() throws Exception {
    ExtractedDocument document =
        read(
            "guide.md",
            """
            # Guide
            Some *soft*
            text.

            ## Steps
            - one
            - two

            | Name | Age |
            |------|-----|
            | Ada  | 36  |

            ```java
            int a = 1;
              int b;
            ```
            """);
    assertThat(document.title()).isEqualTo("Guide");
    assertThat(outline(document))
        .containsExactly(
            "HEADING1 [] Guide",
            "PARAGRAPH [Guide] Some soft text.",
            "HEADING2 [Guide] Steps",
            "LIST_ITEM [Guide > Steps] one",
            "LIST_ITEM [Guide > Steps] two",
            "TABLE_ROW [Guide > Steps] Name | Age",
            "TABLE_ROW [Guide > Steps] Ada | 36",
            "CODE [Guide > Steps] int a = 1;\n  int b;");
    assertThat(document.text()).contains("Name | Age\nAda | 36\n\nint a");
  }

  @Test
  void html() throws Exception {
    ExtractedDocument document =
        read(
            "page.html",
            """
            <html><head><title>A page</title><style>p {color: red}</style></head><body>
            <h1>Top</h1><div>First<div>Second <b>bold</b> word</div>third</div>
            <script>alert('x')</script>
            <h2>Below</h2><ul><li>one<li>two</ul>
            <table><tr><th>a<th>b<tr><td>1<td></td><td>3</table>
            <table><tr><td>outer <table><tr><td>inner</td></tr></table> after</td></tr></table>
            <pre>x
              y</pre><p>line<br>break</p>
            """);
    assertThat(document.title()).isEqualTo("A page");
    assertThat(outline(document))
        .containsExactly(
            "HEADING1 [] Top",
            "PARAGRAPH [Top] First",
            "PARAGRAPH [Top] Second bold word",
            "PARAGRAPH [Top] third",
            "HEADING2 [Top] Below",
            "LIST_ITEM [Top > Below] one",
            "LIST_ITEM [Top > Below] two",
            "TABLE_ROW [Top > Below] a | b",
            "TABLE_ROW [Top > Below] 1 |  | 3",
            "TABLE_ROW [Top > Below] outer",
            "TABLE_ROW [Top > Below] inner",
            "PARAGRAPH [Top > Below] after",
            "CODE [Top > Below] x\n  y",
            "PARAGRAPH [Top > Below] line\nbreak");
  }

  @Test
  void csvRowsCarryTheirColumnNames() throws Exception {
    ExtractedDocument document =
        read("people.csv", "name;city;age\nAda;\"London; UK\";36\nAlan;;41\n");
    assertThat(outline(document))
        .containsExactly(
            "TABLE_ROW [] name | city | age",
            "TABLE_ROW [] name: Ada | city: London; UK | age: 36",
            "TABLE_ROW [] name: Alan | age: 41");
  }

  @Test
  void wrappedPlainTextIsJoined() throws Exception {
    ExtractedDocument document =
        read(
            "letter.txt",
            """
            This letter was written with hard line ends, as mail pro-
            grams used to do, and must read as one paragraph again, what-
            ever the width.

            Kind regards
            Ada Lovelace
            """);
    assertThat(outline(document))
        .containsExactly(
            "PARAGRAPH [] This letter was written with hard line ends, as mail programs used to do,"
                + " and must read as one paragraph again, whatever the width.",
            "PARAGRAPH [] Kind regards\nAda Lovelace");
    assertThat(document.language()).isEqualTo("en");
  }

  @Test
  void mailWithAttachments() throws Exception {
    ExtractedDocument document =
        read(
            "offer.eml",
            """
            From: Ada <ada@example.org>
            To: Alan <alan@example.org>
            Subject: The offer
            Date: Tue, 1 Oct 2024 10:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=XX

            --XX
            Content-Type: text/plain

            Please find it attached.
            --XX
            Content-Type: text/markdown; name="offer.md"
            Content-Disposition: attachment; filename="offer.md"

            # Price
            One pound.
            --XX--
            """);
    assertThat(document.title()).isEqualTo("The offer");
    assertThat(document.metadata())
        .containsEntry("from", "Ada <ada@example.org>")
        .containsEntry("to", "Alan <alan@example.org>")
        .containsEntry("date", "2024-10-01T10:00:00Z");
    assertThat(outline(document))
        .containsExactly(
            "HEADING1 [] The offer",
            "PARAGRAPH [The offer] From: Ada <ada@example.org>\n"
                + "To: Alan <alan@example.org>\nDate: 2024-10-01T10:00:00Z",
            "PARAGRAPH [The offer] Please find it attached.",
            "HEADING2 [The offer] offer.md",
            "HEADING3 [The offer > offer.md] Price",
            "PARAGRAPH [The offer > offer.md > Price] One pound.");
  }

  @Test
  void germanIsRecognised() throws Exception {
    String text = "Die Kündigungsfrist beträgt drei Monate zum Ende eines jeden Quartals.";
    assertThat(read("frist.txt", text).language()).isEqualTo("de");
  }

  @Test
  void typeIsTakenFromTheBytesNotTheName() throws Exception {
    ExtractedDocument document =
        read("wrong.pdf", "<html><body><h1>Not a PDF</h1><p>at all</p></body></html>");
    assertThat(document.mediaType()).isEqualTo("text/html");
    assertThat(outline(document)).contains("PARAGRAPH [Not a PDF] at all");
  }
}
