package org.hawser.extract.tika.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.apache.tika.sax.XHTMLContentHandler;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.xml.sax.SAXException;

/// Markdown as the headings, lists, tables and code it means.
final class MarkdownText {
  private MarkdownText() {}

  static void read(BufferedReader reader, XHTMLContentHandler xhtml)
      throws IOException, SAXException {
    Parser parser = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    children(parser.parseReader(reader), xhtml);
  }

  private static void children(Node parent, XHTMLContentHandler xhtml) throws SAXException {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      write(node, xhtml);
    }
  }

  private static void write(Node node, XHTMLContentHandler xhtml) throws SAXException {
    switch (node) {
      case Heading heading -> element("h" + heading.getLevel(), heading, xhtml);
      case Paragraph paragraph -> element("p", paragraph, xhtml);
      case BulletList list -> element("ul", list, xhtml);
      case OrderedList list -> element("ol", list, xhtml);
      case ListItem item -> element("li", item, xhtml);
      case TableRow row -> element("tr", row, xhtml);
      case TableCell cell -> element("td", cell, xhtml);
      case FencedCodeBlock code -> xhtml.element("pre", code.getLiteral());
      case IndentedCodeBlock code -> xhtml.element("pre", code.getLiteral());
      case HtmlBlock html -> xhtml.element("p", Jsoup.parse(html.getLiteral()).text());
      case Text text -> xhtml.characters(text.getLiteral());
      case Code code -> xhtml.characters(code.getLiteral());
      case SoftLineBreak _ -> xhtml.characters(" ");
      case HardLineBreak _ -> xhtml.characters("\n");
      default -> children(node, xhtml);
    }
  }

  private static void element(String name, Node node, XHTMLContentHandler xhtml)
      throws SAXException {
    xhtml.startElement(name);
    children(node, xhtml);
    xhtml.endElement(name);
  }
}
