package org.hawser.extract.tika.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hawser.extract.tika.worker.PrintedPage.Piece;
import org.junit.jupiter.api.Test;

class PrintedPageTest {
  private static final String FULL =
      "The lessee shall keep the premises in good repair and shall not";
  private static final String LAST = "alter them.";

  @Test
  void linesSetWideApartBecomeOneParagraph() {
    PrintedPage page = new PrintedPage(Map.of());
    page.add(List.of(FULL));
    page.add(List.of(FULL));
    page.add(List.of(LAST));
    page.add(List.of("Next paragraph."));
    assertThat(page.take())
        .containsExactly(
            new Piece(0, FULL + " " + FULL + " " + LAST), new Piece(0, "Next paragraph."));
  }

  @Test
  void aPageInOneGroupIsSplitWhereParagraphsEnd() {
    PrintedPage page = new PrintedPage(Map.of());
    page.add(List.of(FULL, LAST, FULL, LAST));
    assertThat(page.take()).hasSize(2);
  }

  @Test
  void headingLinesStandAlone() {
    PrintedPage page = new PrintedPage(Map.of("repairs and", 2, "alterations", 2));
    page.add(List.of("Repairs and", "Alterations", FULL, LAST));
    assertThat(page.take())
        .containsExactly(new Piece(2, "Repairs and Alterations"), new Piece(0, FULL + " " + LAST));
  }

  @Test
  void numberedHeadingsNeedNoFont() {
    PrintedPage page = new PrintedPage(Map.of());
    page.add(List.of("3.2 Termination"));
    page.add(List.of(FULL, LAST));
    assertThat(page.take().getFirst()).isEqualTo(new Piece(2, "3.2 Termination"));
  }

  @Test
  void formsAreNotRunTogether() {
    PrintedPage page = new PrintedPage(Map.of());
    page.add(List.of("Row 1 Col 1 Row 1 Col 2 Row 1 Col 3"));
    page.add(List.of("Row 2 Col 1 Row 2 Col 2 Row 2 Col 3"));
    assertThat(page.take()).hasSize(2);
  }
}
