package org.hawser.inference.core.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.text.GenerationTokenizer;

/// The answer formats of one model. Keeps the automata of the last formats, as making the token
/// sets of a large vocabulary is what costs. Safe from any thread.
public final class Formats {
  private static final int MOST_KEPT = 8;

  private final GenerationTokenizer tokenizer;
  private final int vocabularySize;
  private final Map<AnswerFormat, FormatTokens> kept = new LinkedHashMap<>(16, .75f, true);
  private VocabularyPieces pieces;

  /// @param vocabularySize length of a row of logits
  public Formats(GenerationTokenizer tokenizer, int vocabularySize) {
    this.tokenizer = tokenizer;
    this.vocabularySize = vocabularySize;
  }

  /// Starts an answer of a format; empty when any text will do.
  ///
  /// @param maxTokens tokens the answer may have
  /// @throws GenerationRefusedException when the format is not understood, or needs more tokens
  public Optional<FormattedAnswer> start(AnswerFormat format, int maxTokens) {
    if (format instanceof AnswerFormat.Free) {
      return Optional.empty();
    }
    return Optional.of(new FormattedAnswer(tokens(format), maxTokens));
  }

  private synchronized FormatTokens tokens(AnswerFormat format) {
    if (pieces == null) {
      pieces = new VocabularyPieces(tokenizer, vocabularySize);
    }
    FormatTokens known = kept.get(format);
    if (known == null) {
      known = new FormatTokens(automaton(format), pieces, tokenizer.endTokenIds());
      kept.put(format, known);
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return known;
  }

  private Automaton automaton(AnswerFormat format) {
    Pattern pattern = pattern(format);
    Alphabet alphabet = new Alphabet(pieces.singleBytes());
    if (alphabet.shortest(pattern) == Alphabet.NO_TEXT) {
      throw GenerationRefusedException.unsuitable(
          "The model's vocabulary cannot spell any answer of this format: change the format or use"
              + " another model.");
    }
    return new Automaton(pattern, alphabet);
  }

  private static Pattern pattern(AnswerFormat format) {
    return switch (format) {
      case AnswerFormat.Free _ -> throw new IllegalArgumentException("Any text has no pattern.");
      case AnswerFormat.Json _ -> new JsonPatterns().value(JsonPatterns.DEPTH);
      case AnswerFormat.JsonSchema(String schema) -> SchemaPatterns.read(schema);
      case AnswerFormat.OneOf(List<String> texts) ->
          Pattern.choice(texts.stream().map(Pattern::text).toList());
    };
  }
}
