package org.hawser.ingest.source;

/// What a listing did not contain.
///
/// @param known documents of the source before the listing
/// @param missing those the listing did not contain
/// @param listed items the listing contained
record Loss(long known, long missing, long listed) {
  /// A loss above half of at least this many documents is suspicious.
  private static final int HOLD_FROM = 20;

  boolean isNone() {
    return missing == 0;
  }

  boolean isSuspicious() {
    return known > 0 && listed == 0 || known >= HOLD_FROM && missing * 2 > known;
  }

  String sentence() {
    return "The source no longer lists "
        + missing
        + " of its "
        + known
        + " documents; nothing was deleted: check that it is mounted and complete, then synchronise"
        + " it again, or accept the loss, or remove the source.";
  }
}
