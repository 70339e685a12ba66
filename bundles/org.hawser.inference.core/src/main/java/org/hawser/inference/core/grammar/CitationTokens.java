package org.hawser.inference.core.grammar;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.inference.core.sampling.TokenSet;

/// Citations of given sources seen in tokens of one vocabulary. Tokens are tried once per place:
/// the one outside brackets, where answers mostly are, and the few inside that answers get to.
/// Safe from any thread.
final class CitationTokens {
  private final CitationRule rule;
  private final VocabularyPieces pieces;
  private final Map<CitationPlace, TokenSet> sets = new ConcurrentHashMap<>();

  CitationTokens(CitationRule rule, VocabularyPieces pieces) {
    this.rule = rule;
    this.pieces = pieces;
  }

  /// Tokens that may follow; those without text always.
  TokenSet allowed(CitationPlace place) {
    return sets.computeIfAbsent(place, this::found);
  }

  private TokenSet found(CitationPlace place) {
    TokenSet allowed = pieces.allowed(place, rule::after);
    pieces.addTextless(allowed);
    return allowed;
  }

  /// The place behind a token that may follow.
  CitationPlace after(CitationPlace place, int id) {
    CitationPlace reached = place;
    for (byte value : pieces.bytes(id)) {
      reached = rule.after(reached, value & 0xFF);
    }
    return reached;
  }
}
