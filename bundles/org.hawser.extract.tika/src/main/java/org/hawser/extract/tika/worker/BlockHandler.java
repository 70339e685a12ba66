package org.hawser.extract.tika.worker;

import java.io.IOException;
import java.util.Map;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Turns the XHTML of one file into blocks.
final class BlockHandler extends DefaultHandler {
  private final BlockWriter writer;
  private final Pages pages;
  private final BlockText buffer = new BlockText();
  private final RowText row = new RowText();
  private String term = "";
  private int skipped;
  private int preformatted;
  private int items;
  private int heading;
  private int depth;
  private boolean inRow;

  private BlockHandler(BlockWriter writer, Pages pages) {
    this.writer = writer;
    this.pages = pages;
  }

  /// @param mediaType of the file, without parameters
  /// @param outerPage page of the file around this one, 0 for none
  /// @param metadata as the parser fills it
  /// @param file whose start has not been read yet
  static BlockHandler of(
      DocumentText text, String mediaType, int outerPage, Metadata metadata, TikaInputStream file)
      throws IOException {
    Map<String, Integer> headings =
        mediaType.equals(PdfHeadings.MEDIA_TYPE) ? PdfHeadings.of(file.getPath()) : Map.of();
    Pages pages = new Pages(mediaType, outerPage);
    Preamble preamble = new Preamble(mediaType, metadata);
    return new BlockHandler(new BlockWriter(text, mediaType, pages, preamble, headings), pages);
  }

  int page() {
    return pages.current();
  }

  int pageCount() {
    return pages.count();
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes)
      throws SAXException {
    String element = ElementNames.of(localName, name);
    String type = attributes.getValue("class");
    if (skipped > 0 || ElementNames.isSkipped(element)) {
      skipped++;
      return;
    }
    if (ElementNames.isInline(element)) {
      return;
    }
    depth++;
    switch (element) {
      case "br" -> breakLine();
      case "td", "th" -> inRow = true;
      case "tr" -> startRow();
      case "table" -> startTable();
      case "li" -> startItem();
      case "ul", "ol", "dl" -> startList(element);
      case "pre" -> startPreformatted();
      case "h1", "h2", "h3", "h4", "h5", "h6" -> startHeading(element.charAt(1) - '0');
      default -> startBlock(type);
    }
  }

  @Override
  public void endElement(String uri, String localName, String name) throws SAXException {
    String element = ElementNames.of(localName, name);
    if (skipped > 0) {
      skipped--;
      return;
    }
    if (ElementNames.isInline(element)) {
      return;
    }
    switch (element) {
      case "br" -> {}
      case "td", "th" -> endCell();
      case "tr" -> endRow();
      case "li" -> endItem();
      case "ul", "ol", "dl" -> endList(element);
      case "pre" -> endPreformatted();
      case "h1", "h2", "h3", "h4", "h5", "h6" -> endHeading();
      case "dt" -> keepTerm();
      case "table" -> endTable();
      default -> endBlock();
    }
    writer.leave(depth);
    depth--;
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    // Some parsers give the whole file at once.
    int end = skipped > 0 ? start : start + length;
    for (int at = start; at < end; at += BlockText.LONGEST) {
      add(characters, at, Math.min(BlockText.LONGEST, end - at));
    }
  }

  private void add(char[] characters, int start, int length) throws SAXException {
    if (!inRow) {
      buffer.append(characters, start, length);
      while (buffer.isTooLong()) {
        write(buffer.takeStart());
      }
      return;
    }
    row.text(characters, start, length);
    if (row.isTooLong()) {
      writer.row(row.take());
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
    characters(characters, start, length);
  }

  @Override
  public void endDocument() throws SAXException {
    endRow();
    pause();
  }

  /// Writes all there is; called before a file within the file is read.
  void pause() throws SAXException {
    flush();
    writer.finish();
  }

  private void flush() throws SAXException {
    if (!inRow) {
      write(buffer.takeAll());
    }
  }

  private void write(String raw) throws SAXException {
    if (raw.isBlank()) {
      return;
    }
    if (preformatted > 0) {
      writer.code(raw);
    } else if (heading > 0) {
      writer.heading(heading, raw);
    } else if (items > 0) {
      writer.item(raw);
    } else {
      writer.paragraph(raw);
    }
  }

  private void startBlock(String type) throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    flush();
    writer.enter(type, depth);
  }

  private void endBlock() throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    if (!term.isEmpty()) {
      buffer.prepend(term + ": ");
      term = "";
    }
    flush();
  }

  /// A definition's term waits for its description: `From: Ada`.
  private void keepTerm() throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    term = Lines.oneLine(buffer.takeAll());
  }

  private void startHeading(int level) throws SAXException {
    endRow();
    flush();
    heading = level;
  }

  private void endHeading() throws SAXException {
    flush();
    heading = 0;
  }

  private void startPreformatted() throws SAXException {
    endRow();
    flush();
    preformatted++;
  }

  private void endPreformatted() throws SAXException {
    flush();
    preformatted = Math.max(0, preformatted - 1);
  }

  private void startList(String element) throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    flush();
    items += element.equals("dl") ? 1 : 0;
  }

  private void endList(String element) throws SAXException {
    if (inRow) {
      return;
    }
    flush();
    items -= element.equals("dl") && items > 0 ? 1 : 0;
  }

  private void startItem() throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    flush();
    items++;
  }

  private void endItem() throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    flush();
    items = Math.max(0, items - 1);
  }

  /// A table inside a cell ends the outer row there: layout tables must not become one long row.
  private void startTable() throws SAXException {
    endRow();
    flush();
    writer.enterTable();
  }

  private void startRow() throws SAXException {
    endRow();
    flush();
    inRow = true;
  }

  private void endCell() {
    if (inRow) {
      row.endCell();
    }
  }

  private void endRow() throws SAXException {
    if (inRow) {
      inRow = false;
      writer.row(row.take());
    }
  }

  private void endTable() throws SAXException {
    endRow();
    flush();
  }

  private void breakLine() {
    if (inRow) {
      row.gap();
    } else {
      buffer.append(Lines.BREAK);
    }
  }
}
