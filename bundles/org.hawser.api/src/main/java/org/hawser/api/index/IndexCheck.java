package org.hawser.api.index;

import java.util.List;

/// Outcome of a check or repair.
///
/// @param clean true when nothing is wrong (any more)
/// @param findings one sentence per problem found or repaired
/// @param lostDocuments ids of documents that a repair had to drop
public record IndexCheck(boolean clean, List<String> findings, List<String> lostDocuments) {
  public IndexCheck {
    findings = List.copyOf(findings);
    lostDocuments = List.copyOf(lostDocuments);
  }
}
