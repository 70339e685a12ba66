package org.hawser.answer.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Locator;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Hit;

/// Joins chunks that follow each other, so that a model reads their overlap once and whatever
/// stands between them as well.
final class Neighbours {
  /// A longer source could only be cited as a whole, and left out as a whole.
  private static final int MOST_TOKENS = 800;

  private final ChunkIndex index;

  Neighbours(ChunkIndex index) {
    this.index = index;
  }

  /// @return sources without numbers, in no order
  List<Source> merge(List<Hit> hits) throws IOException {
    Map<String, List<Hit>> byDocument = new LinkedHashMap<>();
    for (Hit hit : hits) {
      byDocument.computeIfAbsent(hit.document().id(), _ -> new ArrayList<>()).add(hit);
    }
    List<Source> sources = new ArrayList<>();
    for (List<Hit> ofOne : byDocument.values()) {
      ofOne.sort(Comparator.comparingInt(hit -> hit.chunk().ordinal()));
      mergeOne(ofOne, sources);
    }
    return sources;
  }

  private void mergeOne(List<Hit> hits, List<Source> sources) throws IOException {
    List<Hit> run = new ArrayList<>();
    int tokens = 0;
    for (Hit hit : hits) {
      Chunk chunk = hit.chunk();
      boolean follows = !run.isEmpty() && run.getLast().chunk().ordinal() + 1 == chunk.ordinal();
      if (!follows || tokens + chunk.tokenCount() > MOST_TOKENS) {
        addRun(run, sources);
        run.clear();
        tokens = 0;
      }
      run.add(hit);
      tokens += chunk.tokenCount();
    }
    addRun(run, sources);
  }

  private void addRun(List<Hit> run, List<Source> sources) throws IOException {
    if (run.isEmpty()) {
      return;
    }
    String text = run.size() == 1 ? run.getFirst().chunk().text() : joined(run);
    if (text.isEmpty()) {
      run.forEach(hit -> sources.add(source(List.of(hit), hit.chunk().text())));
    } else {
      sources.add(source(run, text));
    }
  }

  /// The document's text from the first chunk to the last; empty when the document has changed
  /// since it was searched.
  private String joined(List<Hit> run) throws IOException {
    String whole = index.text(run.getFirst().document().id()).orElse("");
    for (Hit hit : run) {
      Locator at = hit.chunk().locator();
      boolean same =
          at.end() <= whole.length()
              && whole.substring(at.start(), at.end()).equals(hit.chunk().text());
      if (!same) {
        return "";
      }
    }
    return whole.substring(
        run.getFirst().chunk().locator().start(), run.getLast().chunk().locator().end());
  }

  private static Source source(List<Hit> run, String text) {
    Locator first = run.getFirst().chunk().locator();
    Locator whole =
        new Locator(
            first.page(), first.headingPath(), first.start(), first.start() + text.length());
    double best = run.stream().mapToDouble(Hit::score).max().orElseThrow();
    return new Source(
        0, run.getFirst().document(), whole, text, run.stream().map(Hit::chunk).toList(), best);
  }
}
