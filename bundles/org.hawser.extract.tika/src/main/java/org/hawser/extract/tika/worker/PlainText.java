package org.hawser.extract.tika.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/// Blocks separated by blank lines. A long run of lines without a blank one is split, so that a log
/// file is not one block, and so is a line of megabytes.
final class PlainText {
  private static final int LONGEST_BLOCK = 4_000;

  private PlainText() {}

  /// @param source buffered
  static void read(Reader source, XHTMLContentHandler xhtml, String element)
      throws IOException, SAXException {
    BufferedReader lines = new BufferedReader(new BoundedLines(source));
    StringBuilder block = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      for (String part : line.split("\f", -1)) {
        if (part.isBlank()) {
          write(xhtml, element, block);
        } else {
          if (block.length() + part.length() > LONGEST_BLOCK) {
            write(xhtml, element, block);
          }
          block.append(part).append('\n');
        }
      }
    }
    write(xhtml, element, block);
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
