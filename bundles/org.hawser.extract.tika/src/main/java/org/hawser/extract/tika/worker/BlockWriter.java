package org.hawser.extract.tika.worker;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hawser.extract.tika.protocol.BlockKind;
import org.xml.sax.SAXException;

/// Decides what kind of block a piece of one file's text is, and writes it.
final class BlockWriter {
  private static final String MASTER = "slide-master-content";

  private final DocumentText text;
  private final Pages pages;
  private final TextStyle style;
  private final Preamble preamble;
  private final PrintedPage printed;
  private final boolean print;

  /// What the slides' common background says is worth reading once.
  private final Set<String> masterTexts = new HashSet<>();

  private boolean listStyle;
  private int masterAt;

  /// @param mediaType of the file, without parameters
  /// @param headings levels of the lines known to be headings, see [PdfHeadings]
  BlockWriter(
      DocumentText text,
      String mediaType,
      Pages pages,
      Preamble preamble,
      Map<String, Integer> headings) {
    this.text = text;
    this.pages = pages;
    this.style = TextStyle.of(mediaType);
    this.preamble = preamble;
    this.print = mediaType.equals(PdfHeadings.MEDIA_TYPE);
    this.printed = new PrintedPage(headings);
  }

  /// A block element begins.
  void enter(String type, int depth) throws SAXException {
    listStyle = type != null && type.startsWith("list");
    masterAt = MASTER.equals(type) ? depth : masterAt;
    if (type != null) {
      writePrinted();
    }
    if (pages.start(type)) {
      text.endSection();
    }
  }

  void leave(int depth) {
    masterAt = masterAt == depth ? 0 : masterAt;
  }

  void enterTable() {
    if (pages.startTable()) {
      text.endSection();
    }
  }

  void finish() throws SAXException {
    preamble.writeOnce(text);
    writePrinted();
  }

  void heading(int level, String raw) throws SAXException {
    finish();
    text.heading(level, pages.current(), raw);
  }

  void code(String raw) throws SAXException {
    write(BlockKind.CODE, Lines.verbatim(raw));
  }

  void item(String raw) throws SAXException {
    write(BlockKind.LIST_ITEM, style.apply(raw));
  }

  void row(String content) throws SAXException {
    write(BlockKind.TABLE_ROW, content);
  }

  void paragraph(String raw) throws SAXException {
    if (print) {
      printed.add(Lines.split(raw));
      return;
    }
    String content = style.apply(raw);
    if (masterAt > 0 && !masterTexts.add(content)) {
      return;
    }
    if (masterAt == 0 && pages.startsSlide(content)) {
      heading(1, content);
    } else if (style == TextStyle.WRAPPED && Bullets.isNumberedHeading(content)) {
      heading(Bullets.numberedLevel(content), content);
    } else {
      writeParagraph(content);
    }
  }

  private void writePrinted() throws SAXException {
    for (PrintedPage.Piece piece : printed.take()) {
      if (piece.level() > 0) {
        text.heading(piece.level(), pages.current(), piece.content());
      } else {
        BlockKind kind =
            Bullets.isItem(piece.content()) ? BlockKind.LIST_ITEM : BlockKind.PARAGRAPH;
        text.block(kind, pages.current(), piece.content());
      }
    }
  }

  private void writeParagraph(String content) throws SAXException {
    boolean item = listStyle || Bullets.isItem(content);
    write(item ? BlockKind.LIST_ITEM : BlockKind.PARAGRAPH, content);
  }

  private void write(BlockKind kind, String content) throws SAXException {
    finish();
    text.block(kind, pages.current(), content);
  }
}
