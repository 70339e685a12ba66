package org.hawser.extract.tika.worker;

import java.io.BufferedReader;
import java.io.IOException;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/// Blocks separated by blank lines. A long run of lines without a blank one is split, so that a log
/// file is not one block.
final class PlainText {
  private static final int LONGEST_BLOCK = 4_000;
  private static final int LONGEST_LINE = 20_000;

  private PlainText() {}

  static void read(BufferedReader reader, XHTMLContentHandler xhtml, String element)
      throws IOException, SAXException {
    StringBuilder block = new StringBuilder();
    StringBuilder line = new StringBuilder();
    while (readLine(reader, line)) {
      if (line.isEmpty() || line.toString().isBlank()) {
        write(xhtml, element, block);
      } else {
        if (block.length() + line.length() > LONGEST_BLOCK) {
          write(xhtml, element, block);
        }
        block.append(line).append('\n');
      }
      line.setLength(0);
    }
    write(xhtml, element, block);
  }

  /// One line without its end; a line of megabytes comes in pieces. False at the end of the text.
  private static boolean readLine(BufferedReader reader, StringBuilder line) throws IOException {
    int c = reader.read();
    if (c < 0) {
      return false;
    }
    while (c >= 0 && c != '\n' && c != '\f') {
      if (c != '\r') {
        line.append((char) c);
      }
      if (line.length() >= LONGEST_LINE && Character.isWhitespace(c)) {
        return true;
      }
      c = reader.read();
    }
    return true;
  }

  private static void write(XHTMLContentHandler xhtml, String element, StringBuilder block)
      throws SAXException {
    if (!block.isEmpty()) {
      xhtml.startElement(element);
      xhtml.characters(block.toString());
      xhtml.endElement(element);
      block.setLength(0);
    }
  }
}
