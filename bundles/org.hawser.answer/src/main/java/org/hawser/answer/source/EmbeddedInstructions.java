package org.hawser.answer.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds text in documents that speaks to a model rather than to a reader. Nothing depends on it
/// but a note: such text is quoted as data like any other.
public final class EmbeddedInstructions {
  private static final int SHOWN = 80;

  private static final Pattern SUSPICIOUS =
      Pattern.compile(
          "(?:ignore|disregard|forget|override)\\s+(?:\\w+\\s+){0,3}"
              + "(?:above|previous|prior|preceding|earlier|instructions?|rules|prompts?)"
              + "|(?:new|real|actual)\\s+(?:system\\s+)?instructions?\\s*:"
              + "|system\\s+prompt"
              + "|you\\s+are\\s+now\\s+(?:an?|the|in)\\b"
              + "|(?:do\\s+not|don't|never)\\s+(?:tell|inform|reveal\\s+to)\\s+the\\s+user"
              + "|(?:respond|reply|answer)\\s+(?:only\\s+)?with\\s+the\\s+(?:words?|phrase|text)\\b"
              + "|(?:ignoriere|vergiss|missachte)\\s+(?:\\p{L}+\\s+){0,3}"
              + "(?:anweisung|vorherige|obige|bisherige|regeln)\\p{L}*"
              + "|(?:ignorez?|oubliez?)\\s+(?:\\p{L}+\\s+){0,3}(?:instructions|consignes)"
              + "|(?:ignora|olvida)\\s+(?:\\p{L}+\\s+){0,3}(?:instrucciones|istruzioni)"
              + "|<\\|[a-z_]{2,30}\\|>|\\[/?INST]|<</?SYS>>|<(?:start|end)_of_turn>",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private EmbeddedInstructions() {}

  /// The first words that look so, in one line; empty when none do.
  public static Optional<String> in(String text) {
    Matcher matcher = SUSPICIOUS.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String words = matcher.group().replaceAll("\\s+", " ");
    return Optional.of(words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…");
  }
}
