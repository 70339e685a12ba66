package org.hawser.extract.tika.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.AutoDetectParserConfig;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.xml.sax.SAXException;

/// Which of Tika's parsers run, and how.
final class ParserSetup {
  private static final String OCR_EXCLUDED =
      "<parser-exclude class=\"org.apache.tika.parser.ocr.TesseractOCRParser\"/>";

  /// External programs (ffmpeg, exiftool) give metadata, not text, and start processes.
  private static final String CONFIG =
      """
      <properties>
        <service-loader initializableProblemHandler="ignore"/>
        <parsers>
          <parser class="org.apache.tika.parser.DefaultParser">
            <parser-exclude class="org.apache.tika.parser.external.CompositeExternalParser"/>
            OCR
          </parser>
          <parser class="org.hawser.extract.tika.worker.TextParser"/>
        </parsers>
      </properties>
      """;

  /// Ordinary web pages nest deeper than Tika's default of 100, and spreadsheets repeat themselves
  /// more than its default of 100 to 1. Text length, unpacked bytes, memory and time are bounded
  /// besides.
  private static final int MAX_XML_DEPTH = 5_000;

  private static final long MAX_RATIO = 1_000;

  private final WorkerLimits limits;
  private final AutoDetectParser parser;

  ParserSetup(WorkerLimits limits) throws TikaException, IOException, SAXException {
    this.limits = limits;
    String config = CONFIG.replace("OCR", limits.ocr() ? "" : OCR_EXCLUDED);
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    this.parser = new AutoDetectParser(new TikaConfig(new ByteArrayInputStream(bytes)));
    AutoDetectParserConfig detect = new AutoDetectParserConfig();
    detect.setMaximumDepth(MAX_XML_DEPTH);
    detect.setMaximumCompressionRatio(MAX_RATIO);
    detect.setMaximumPackageEntryDepth(2 * limits.maxDepth() + 10);
    parser.setAutoDetectParserConfig(detect);
  }

  AutoDetectParser parser() {
    return parser;
  }

  /// A fresh context: parsers keep state of one file in it.
  ParseContext context() {
    ParseContext context = new ParseContext();
    context.set(Parser.class, parser);
    context.set(HtmlMapper.class, new AllElements());
    context.set(PDFParserConfig.class, pdf());
    context.set(OfficeParserConfig.class, new OfficeParserConfig());
    context.set(TesseractOCRConfig.class, ocr());
    return context;
  }

  private PDFParserConfig pdf() {
    PDFParserConfig pdf = new PDFParserConfig();
    pdf.setExtractBookmarksText(false); // they become headings, see PdfHeadings
    pdf.setOcrStrategy(
        limits.ocr() ? PDFParserConfig.OCR_STRATEGY.AUTO : PDFParserConfig.OCR_STRATEGY.NO_OCR);
    return pdf;
  }

  private TesseractOCRConfig ocr() {
    TesseractOCRConfig ocr = new TesseractOCRConfig();
    ocr.setSkipOcr(!limits.ocr());
    if (limits.ocr()) {
      ocr.setLanguage(limits.ocrLanguages());
    }
    return ocr;
  }
}
