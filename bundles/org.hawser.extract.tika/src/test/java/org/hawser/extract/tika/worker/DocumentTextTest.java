package org.hawser.extract.tika.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.tika.exception.WriteLimitReachedException;
import org.hawser.extract.tika.protocol.BlockKind;
import org.hawser.extract.tika.protocol.ReadBlock;
import org.junit.jupiter.api.Test;

class DocumentTextTest {
  @Test
  void filesWithinFilesHangBelowTheirPlace() throws Exception {
    DocumentText text = new DocumentText(1_000);
    text.heading(1, 1, "Mail");
    text.enter("outer.zip");
    text.enter("inner.txt");
    text.heading(2, 1, "Inside");
    text.block(BlockKind.PARAGRAPH, 1, "deep");
    text.leave();
    text.block(BlockKind.PARAGRAPH, 1, "less deep");
    text.leave();
    text.block(BlockKind.PARAGRAPH, 1, "outside");
    assertThat(text.blocks().stream().map(block -> path(text, block)))
        .containsExactly(
            List.of(),
            List.of("Mail"),
            List.of("Mail", "outer.zip"),
            List.of("Mail", "outer.zip", "inner.txt"),
            List.of("Mail", "outer.zip", "inner.txt", "Inside"),
            List.of("Mail", "outer.zip"),
            List.of("Mail"));
    assertThat(text.firstHeading()).isEqualTo("Mail");
  }

  @Test
  void filesWithoutTextLeaveNoTrace() throws Exception {
    DocumentText text = new DocumentText(1_000);
    text.enter("picture.png");
    text.leave();
    text.block(BlockKind.PARAGRAPH, 0, "text");
    assertThat(text.text()).isEqualTo("text");
  }

  @Test
  void theCutNeverSplitsACharacter() {
    DocumentText text = new DocumentText(4);
    assertThatThrownBy(() -> text.block(BlockKind.PARAGRAPH, 0, "abc𝄞"))
        .isInstanceOf(WriteLimitReachedException.class);
    assertThat(text.text()).isEqualTo("abc");
    assertThat(text.full()).isTrue();
  }

  private static List<String> path(DocumentText text, ReadBlock block) {
    List<String> path = new ArrayList<>();
    for (int node = block.path(); node >= 0; node = text.paths().get(node).parent()) {
      path.addFirst(text.paths().get(node).name());
    }
    return path;
  }
}
