package org.hawser.extract.tika.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Plain text, CSV, Markdown and source code with their structure, which Tika gives as one long
/// paragraph.
public final class TextParser implements Parser {
  private static final long serialVersionUID = 1L;

  private static final String MARKDOWN = "text/markdown";
  private static final String OLD_MARKDOWN = "text/x-web-markdown";
  private static final String CSV = "text/csv";
  private static final String TSV = "text/tab-separated-values";
  private static final String ISA_TAB = "application/x-isatab";
  private static final Set<MediaType> TYPES =
      MediaType.set(
          "text/plain",
          CSV,
          TSV,
          MARKDOWN,
          OLD_MARKDOWN,
          ISA_TAB,
          ISA_TAB + "-assay",
          ISA_TAB + "-investigation",
          "text/x-java-source",
          "text/x-c++src",
          "text/x-groovy");

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return TYPES;
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    Notes notes = context.get(Notes.class, new Notes());
    String type = MediaTypes.base(metadata);
    XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
    try (AutoDetectReader reader =
        new AutoDetectReader(CloseShieldInputStream.wrap(stream), metadata)) {
      xhtml.startDocument();
      switch (type) {
        case MARKDOWN, OLD_MARKDOWN ->
            MarkdownText.read(new BufferedReader(new BoundedLines(reader)), xhtml);
        case CSV -> CsvText.read(reader, xhtml, CsvText.delimiter(reader), notes);
        case TSV, ISA_TAB, ISA_TAB + "-assay", ISA_TAB + "-investigation" ->
            CsvText.read(reader, xhtml, '\t', notes);
        case "text/plain", "text/x-log", "text/x-robots" -> PlainText.read(reader, xhtml, "p");
        default -> PlainText.read(reader, xhtml, "pre");
      }
      xhtml.endDocument();
    }
  }
}
