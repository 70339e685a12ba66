package org.hawser.extract.tika.worker;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.hawser.extract.tika.protocol.BlockKind;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Turns the XHTML of one file into blocks.
final class BlockHandler extends DefaultHandler {
  private static final Set<String> SKIPPED =
      Set.of("head", "title", "meta", "script", "style", "template", "noscript");
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
          "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
          "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr");
  private static final String MASTER = "slide-master-content";

  private final DocumentText text;
  private final Pages pages;
  private final Outline outline;
  private final TextStyle style;
  private final Preamble preamble;
  private final StringBuilder buffer = new StringBuilder();
  private final RowText row = new RowText();
  private final BitSet own = new BitSet();

  /// What the slides' common background says is worth reading once.
  private final Set<String> masterTexts = new HashSet<>();

  private String term = "";
  private boolean listStyle;
  private int masterAt;
  private int skipped;
  private int preformatted;
  private int items;
  private int heading;
  private int depth;
  private boolean inRow;

  /// @param mediaType of the file, without parameters
  /// @param outerPage page of the file around this one, 0 for none
  BlockHandler(DocumentText text, String mediaType, int outerPage, Preamble preamble) {
    this.text = text;
    this.pages = new Pages(mediaType, outerPage);
    this.outline = new Outline(mediaType.equals("application/pdf"));
    this.style = TextStyle.of(mediaType);
    this.preamble = preamble;
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
    String element = element(localName, name);
    String type = attributes.getValue("class");
    if (skipped > 0 || SKIPPED.contains(element)) {
      skipped++;
      return;
    }
    if (INLINE.contains(element)) {
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
    String element = element(localName, name);
    if (skipped > 0) {
      skipped--;
      return;
    }
    if (INLINE.contains(element)) {
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
    pages.end(depth);
    masterAt = masterAt == depth ? 0 : masterAt;
    depth--;
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (skipped > 0) {
      return;
    }
    if (inRow) {
      row.text(characters, start, length);
    } else {
      buffer.append(characters, start, length);
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    characters(characters, start, length);
  }

  @Override
  public void endDocument() throws SAXException {
    preamble.writeOnce(text);
    endRow();
    flush();
    outline.apply(text, own);
  }

  /// Called before a file within the file is read.
  void pause() throws SAXException {
    preamble.writeOnce(text);
    flush();
  }

  /// Writes what is pending.
  private void flush() throws SAXException {
    if (inRow) {
      return;
    }
    String raw = buffer.toString();
    buffer.setLength(0);
    if (raw.isBlank()) {
      return;
    }
    if (preformatted > 0) {
      write(BlockKind.CODE, Lines.verbatim(raw));
    } else if (heading > 0) {
      writeHeading(heading, raw);
    } else {
      paragraph(style.apply(raw));
    }
  }

  private void paragraph(String content) throws SAXException {
    if (masterAt > 0 && !masterTexts.add(content)) {
      return;
    }
    if (items > 0 || listStyle || Bullets.isItem(content)) {
      write(BlockKind.LIST_ITEM, content);
    } else if (masterAt == 0 && pages.startsSlide(content)) {
      writeHeading(1, content);
    } else if (style == TextStyle.WRAPPED && Bullets.isNumberedHeading(content)) {
      writeHeading(Bullets.numberedLevel(content), content);
    } else {
      write(BlockKind.PARAGRAPH, content);
    }
  }

  private void write(BlockKind kind, String content) throws SAXException {
    preamble.writeOnce(text);
    text.block(kind, pages.current(), content);
    markOwn(content);
  }

  private void writeHeading(int level, String content) throws SAXException {
    preamble.writeOnce(text);
    text.heading(level, pages.current(), content);
    markOwn(content);
  }

  private void markOwn(String content) {
    if (!content.isBlank()) {
      own.set(text.blockCount() - 1);
    }
  }

  private void startBlock(String type) throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    flush();
    listStyle = type != null && type.startsWith("list");
    masterAt = MASTER.equals(type) ? depth : masterAt;
    if (pages.start(type, depth)) {
      text.endSection();
    }
  }

  private void endBlock() throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    if (!term.isEmpty()) {
      buffer.insert(0, term + ": ");
      term = "";
    }
    flush();
    listStyle = false;
  }

  /// A definition's term waits for its description: `From: Ada`.
  private void keepTerm() throws SAXException {
    if (inRow) {
      row.gap();
      return;
    }
    term = Lines.oneLine(buffer);
    buffer.setLength(0);
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
    outline.startList(pages.inside());
    items += element.equals("dl") ? 1 : 0;
  }

  private void endList(String element) throws SAXException {
    if (inRow) {
      return;
    }
    flush();
    outline.endList();
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
    if (outline.open()) {
      outline.add(Lines.oneLine(buffer));
      buffer.setLength(0);
    }
    flush();
    items = Math.max(0, items - 1);
  }

  /// A table inside a cell ends the outer row there: layout tables must not become one long row.
  private void startTable() throws SAXException {
    endRow();
    flush();
    if (pages.startTable()) {
      text.endSection();
    }
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
      write(BlockKind.TABLE_ROW, row.take());
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

  private static String element(String localName, String name) {
    return (localName.isEmpty() ? name : localName).toLowerCase(Locale.ROOT);
  }
}
