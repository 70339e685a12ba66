package org.hawser.extract.tika;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.document.Locator;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.extract.tika.protocol.PathNode;
import org.hawser.extract.tika.protocol.ReadBlock;
import org.hawser.extract.tika.protocol.ReadDocument;
import org.hawser.extract.tika.protocol.Refusal;

/// From what the worker sends to the product's words.
final class Conversion {
  private static final int DEEPEST_PATH = 64;

  private Conversion() {}

  static ExtractedDocument toExtracted(ReadDocument document) {
    List<List<String>> paths = paths(document.paths());
    List<Block> blocks = new ArrayList<>(document.blocks().size());
    for (ReadBlock block : document.blocks()) {
      List<String> path = block.path() < 0 ? List.of() : paths.get(block.path());
      blocks.add(
          new Block(
              Block.Kind.valueOf(block.kind().name()),
              block.level(),
              new Locator(block.page(), path, block.start(), block.end())));
    }
    return new ExtractedDocument(
        document.title(),
        document.language(),
        document.mediaType(),
        document.pages(),
        document.text(),
        blocks,
        document.metadata(),
        document.notes());
  }

  static Reason toReason(Refusal refusal) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.name().equals(refusal.reason()))
        .findFirst()
        .orElse(Reason.CRASHED);
  }

  /// Immutable lists, shared by all blocks under the same headings.
  private static List<List<String>> paths(List<PathNode> nodes) {
    List<List<String>> paths = new ArrayList<>(nodes.size());
    for (PathNode node : nodes) {
      List<String> path =
          node.parent() < 0 ? new ArrayList<>() : new ArrayList<>(paths.get(node.parent()));
      if (path.size() < DEEPEST_PATH) {
        path.add(node.name());
      }
      paths.add(List.copyOf(path));
    }
    return paths;
  }
}
