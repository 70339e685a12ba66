package org.hawser.index.lucene;

/// Checked settings; see [IndexConfiguration] for what they mean.
public record IndexSettings(
    double k1, double b, int candidates, int maxQueryTerms, int ramBufferMegabytes) {
  /// What applies without any configuration.
  public static final IndexSettings DEFAULT = new IndexSettings(0.9, 0.4, 100, 128, 48);

  public IndexSettings {
    check("k1", k1, 0, 10);
    check("b", b, 0, 1);
    check("candidates", candidates, 10, 10_000);
    check("maxQueryTerms", maxQueryTerms, 1, 1000);
    check("ramBufferMegabytes", ramBufferMegabytes, 4, 1024);
  }

  static IndexSettings of(IndexConfiguration configuration) {
    return new IndexSettings(
        configuration.k1(),
        configuration.b(),
        configuration.candidates(),
        configuration.maxQueryTerms(),
        configuration.ramBufferMegabytes());
  }

  private static void check(String name, double value, double from, double to) {
    if (!(value >= from && value <= to)) {
      throw new IllegalArgumentException(
          "Setting "
              + name
              + " of the search index is "
              + value
              + ": use a number from "
              + from
              + " to "
              + to
              + ".");
    }
  }
}
