package org.hawser.inference.api.context;

/// Gives up cells that received little attention (SnapKV, arXiv 2404.14469, section 4): once a
/// prompt has been read, its last `observed` queries vote for each earlier cell with the
/// probabilities they gave it; votes are averaged over `pooled` neighbours; per key-value head the
/// cells with most votes stay, together with the observed ones. Positions are kept.
///
/// @param budget cells of a prompt that stay, more than `observed`
/// @param observed last rows of the prompt that vote, 1 to 512
/// @param pooled width of the average, odd, at least 1
public record Eviction(int budget, int observed, int pooled) {
  private static final int MOST_OBSERVED = 512;

  public Eviction {
    if (observed < 1
        || observed > MOST_OBSERVED
        || budget <= observed
        || pooled < 1
        || pooled % 2 == 0) {
      throw new IllegalArgumentException(
          "An eviction observes up to 512 cells, keeps more, and pools an odd number of them.");
    }
  }
}
