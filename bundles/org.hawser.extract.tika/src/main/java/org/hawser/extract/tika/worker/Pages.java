package org.hawser.extract.tika.worker;

/// Counts pages, slides and sheets of one file from the classes Tika gives them.
final class Pages {
  private static final int LONGEST_SLIDE_TITLE = 120;

  private final boolean tablesAreSheets;
  private final boolean pagesAreSheets;
  private final boolean outlineSlides;
  private final int outer;
  private int count;
  private boolean slide;
  private boolean titleDue;
  private boolean nextSlide;

  /// @param mediaType of the file
  /// @param outer page of the file around this one, taken when this one has no pages
  Pages(String mediaType, int outer) {
    this.outer = outer;
    this.pagesAreSheets = mediaType.contains("excel");
    this.tablesAreSheets = mediaType.contains("opendocument.spreadsheet");
    this.outlineSlides = mediaType.contains("opendocument.presentation");
    this.count = outlineSlides ? 1 : 0;
  }

  int current() {
    return count == 0 ? outer : count;
  }

  int count() {
    return count;
  }

  /// An element begins.
  ///
  /// @param type its class, null for none
  /// @return whether a slide or sheet begins with it, which ends the headings of the last one
  boolean start(String type) {
    if (nextSlide && !"notes".equals(type)) {
      nextSlide = false;
      return nextSlide();
    }
    return switch (type) {
      case "page" -> nextPage();
      case "sheet" -> {
        count++;
        yield true;
      }
      case "slide" -> {
        slide = true;
        yield nextSlide();
      }
      case "slide-content" -> !slide && nextSlide();
      case "notes" -> {
        nextSlide = outlineSlides;
        yield false;
      }
      case null, default -> false;
    };
  }

  /// A table begins; OpenDocument marks sheets by nothing else.
  boolean startTable() {
    titleDue = false;
    count += tablesAreSheets ? 1 : 0;
    return tablesAreSheets;
  }

  /// Whether this paragraph is the title of the slide that just began.
  boolean startsSlide(String paragraph) {
    boolean title =
        titleDue && paragraph.length() <= LONGEST_SLIDE_TITLE && !paragraph.endsWith(".");
    titleDue = false;
    return title;
  }

  private boolean nextPage() {
    count++;
    return pagesAreSheets;
  }

  private boolean nextSlide() {
    count++;
    titleDue = true;
    return true;
  }
}
