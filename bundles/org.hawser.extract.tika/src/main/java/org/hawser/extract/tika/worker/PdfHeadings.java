package org.hawser.extract.tika.worker;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// Finds the headings of a PDF: its bookmarks, and lines set larger than the running text. Tika
/// gives text without fonts, so the fonts are looked at beforehand.
final class PdfHeadings extends PDFTextStripper {
  static final String MEDIA_TYPE = "application/pdf";

  private static final int MOST_PAGES = 400;
  private static final int MOST_BOOKMARKS = 5_000;
  private static final int LONGEST = 120;
  private static final int DEEPEST = 4;
  private static final double LARGER = 1.12;

  private record Line(String text, int size, int page) {}

  private final List<Line> lines = new ArrayList<>();
  private final Map<Integer, Integer> charactersBySize = new HashMap<>();
  private final StringBuilder line = new StringBuilder();
  private int smallestSize = Integer.MAX_VALUE;

  private PdfHeadings() {
    setEndPage(MOST_PAGES);
  }

  /// Level by [#key] of the line; empty when the fonts cannot be looked at, which is no reason not
  /// to read the text.
  static Map<String, Integer> of(Path file) {
    Map<String, Integer> levels = new HashMap<>();
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      PdfHeadings fonts = new PdfHeadings();
      fonts.writeText(document, Writer.nullWriter());
      fonts.collect(levels);
      PDOutlineNode outline = document.getDocumentCatalog().getDocumentOutline();
      if (outline != null) {
        collect(outline, 1, levels, new HashSet<>());
      }
    } catch (IOException | RuntimeException _) {
      return levels;
    }
    return levels;
  }

  static String key(String line) {
    return Lines.oneLine(line).toLowerCase(Locale.ROOT);
  }

  @Override
  protected void writeString(String string, List<TextPosition> positions) {
    line.append(string);
    for (TextPosition position : positions) {
      int size = size(position);
      charactersBySize.merge(size, 1, Integer::sum);
      smallestSize = Math.min(smallestSize, size);
    }
  }

  @Override
  protected void writeWordSeparator() {
    line.append(getWordSeparator());
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphEnd() {
    endLine();
  }

  @Override
  protected void writePageEnd() {
    endLine();
  }

  private void endLine() {
    String content = Lines.oneLine(line);
    if (!content.isEmpty()) {
      lines.add(new Line(content, smallestSize, getCurrentPageNo()));
    }
    line.setLength(0);
    smallestSize = Integer.MAX_VALUE;
  }

  /// Half points; bold counts as a little larger, so that it ranks above plain text of its size.
  private static int size(TextPosition position) {
    PDFont font = position.getFont();
    String name = font == null || font.getName() == null ? "" : font.getName();
    boolean bold = name.toLowerCase(Locale.ROOT).contains("bold");
    return 2 * Math.round(2 * Math.abs(position.getFontSizeInPt())) + (bold ? 1 : 0);
  }

  private void collect(Map<String, Integer> levels) {
    int body =
        charactersBySize.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0);
    Map<String, Set<Integer>> pagesByText = new HashMap<>();
    lines.forEach(
        l -> pagesByText.computeIfAbsent(key(l.text()), _ -> new HashSet<>()).add(l.page()));
    TreeMap<Integer, List<Line>> bySize = new TreeMap<>(java.util.Comparator.reverseOrder());
    for (Line candidate : lines) {
      boolean running = pagesByText.get(key(candidate.text())).size() > 2;
      if (candidate.size() > body && !running && isTitle(candidate, body)) {
        bySize.computeIfAbsent(candidate.size(), _ -> new ArrayList<>()).add(candidate);
      }
    }
    int level = 0;
    for (List<Line> sameSize : bySize.values()) {
      level = Math.min(DEEPEST, level + 1);
      for (Line heading : sameSize) {
        levels.putIfAbsent(key(heading.text()), level);
      }
    }
  }

  /// Larger print needs a letter; bold print of the body's size also the looks of a title.
  private static boolean isTitle(Line line, int body) {
    String text = line.text();
    if (text.length() > LONGEST || text.chars().filter(Character::isLetter).count() < 3) {
      return false;
    }
    boolean larger = line.size() >= LARGER * body;
    int first = text.codePointAt(0);
    boolean titled = Character.isUpperCase(first) || Character.isDigit(first);
    return larger || titled && ".,;:".indexOf(text.charAt(text.length() - 1)) < 0;
  }

  private static void collect(
      PDOutlineNode parent, int level, Map<String, Integer> levels, Set<Object> seen) {
    for (PDOutlineItem item : parent.children()) {
      if (seen.size() >= MOST_BOOKMARKS || !seen.add(item.getCOSObject())) {
        return;
      }
      if (item.getTitle() != null && !item.getTitle().isBlank()) {
        levels.put(key(item.getTitle()), Math.min(6, level));
      }
      if (level < 6) {
        collect(item, level + 1, levels, seen);
      }
    }
  }
}
