package org.hawser.answer.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hawser.api.assistant.Making.LeftOut;
import org.hawser.api.document.Chunk;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Hit;

/// Makes sources of the chunks found: copies go, neighbours become one stretch of the document.
///
/// @param sources best first, numbered from 1
/// @param leftOut the copies
public record SourceAssembly(List<Source> sources, List<LeftOut> leftOut) {
  public SourceAssembly {
    sources = List.copyOf(sources);
    leftOut = List.copyOf(leftOut);
  }

  /// @param hits best first
  /// @throws IOException when the index cannot serve
  public static SourceAssembly of(List<Hit> hits, ChunkIndex index) throws IOException {
    List<LeftOut> leftOut = new ArrayList<>();
    List<Source> merged = new Neighbours(index).merge(distinct(hits, leftOut));
    merged.sort(Comparator.comparingDouble(Source::score).reversed());
    List<Source> numbered = new ArrayList<>();
    for (Source source : merged) {
      numbered.add(source.numbered(numbered.size() + 1));
    }
    return new SourceAssembly(numbered, leftOut);
  }

  private static List<Hit> distinct(List<Hit> hits, List<LeftOut> leftOut) {
    List<Hit> kept = new ArrayList<>();
    List<Shingles> said = new ArrayList<>();
    for (Hit hit : hits) {
      Shingles shingles = new Shingles(hit.chunk().text());
      int original = original(shingles, hit, said, kept);
      if (original < 0) {
        kept.add(hit);
        said.add(shingles);
      } else {
        leftOut.add(copy(hit.chunk(), kept.get(original)));
      }
    }
    return kept;
  }

  /// Neighbours share their overlap and are no copies of each other.
  private static int original(Shingles shingles, Hit hit, List<Shingles> said, List<Hit> kept) {
    for (int i = 0; i < said.size(); i++) {
      boolean sameDocument = kept.get(i).document().id().equals(hit.document().id());
      int apart = Math.abs(kept.get(i).chunk().ordinal() - hit.chunk().ordinal());
      if (!(sameDocument && apart == 1) && shingles.isWithin(said.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static LeftOut copy(Chunk chunk, Hit original) {
    return new LeftOut(
        chunk.id(),
        0,
        "It says the same as chunk "
            + original.chunk().id()
            + " of "
            + original.document().key().path()
            + ".");
  }
}
