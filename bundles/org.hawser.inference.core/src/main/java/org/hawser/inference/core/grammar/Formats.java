package org.hawser.inference.core.grammar;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.text.GenerationTokenizer;

/// The answer formats of one model. Keeps the automata of the last formats, as making the token
/// sets of a large vocabulary is what costs. Safe from any thread.
public final class Formats {
  private static final int MOST_KEPT = 8;

  private final GenerationTokenizer tokenizer;
  private final int vocabularySize;
  private final LastUsed<AnswerFormat, FormatTokens> whole = new LastUsed<>(MOST_KEPT);
  private final LastUsed<Set<Integer>, CitationTokens> citing = new LastUsed<>(MOST_KEPT);
  private VocabularyPieces pieces;

  /// @param vocabularySize length of a row of logits
  public Formats(GenerationTokenizer tokenizer, int vocabularySize) {
    this.tokenizer = tokenizer;
    this.vocabularySize = vocabularySize;
  }

  /// Starts an answer of a format; empty when nothing is to be seen to.
  ///
  /// @param maxTokens tokens the answer may have
  /// @throws GenerationRefusedException when the format is not understood, or needs more tokens
  public Optional<FormattedAnswer> start(AnswerFormat format, int maxTokens) {
    return switch (format) {
      case AnswerFormat.Free _ -> Optional.empty();
      case AnswerFormat.Citing(Set<Integer> sources) ->
          Optional.of(new CitingAnswer(citing.get(sources, this::citationTokens)));
      case AnswerFormat.Json _, AnswerFormat.JsonSchema _, AnswerFormat.OneOf _ ->
          Optional.of(new WholeAnswer(whole.get(format, this::formatTokens), maxTokens));
    };
  }

  private CitationTokens citationTokens(Set<Integer> sources) {
    return new CitationTokens(new CitationRule(sources), pieces());
  }

  private FormatTokens formatTokens(AnswerFormat format) {
    return new FormatTokens(automaton(format), pieces(), tokenizer.endTokenIds());
  }

  private synchronized VocabularyPieces pieces() {
    if (pieces == null) {
      pieces = new VocabularyPieces(tokenizer, vocabularySize);
    }
    return pieces;
  }

  private Automaton automaton(AnswerFormat format) {
    Pattern pattern = pattern(format);
    Alphabet alphabet = new Alphabet(pieces().singleBytes());
    if (alphabet.shortest(pattern) == Alphabet.NO_TEXT) {
      throw GenerationRefusedException.unsuitable(
          "The model's vocabulary cannot spell any answer of this format: change the format or use"
              + " another model.");
    }
    return new Automaton(pattern, alphabet);
  }

  private static Pattern pattern(AnswerFormat format) {
    return switch (format) {
      case AnswerFormat.Free _, AnswerFormat.Citing _ ->
          throw new IllegalArgumentException("Free text has no pattern.");
      case AnswerFormat.Json _ -> new JsonPatterns().value(JsonPatterns.DEPTH);
      case AnswerFormat.JsonSchema(String schema) -> SchemaPatterns.read(schema);
      case AnswerFormat.OneOf(List<String> texts) ->
          Pattern.choice(texts.stream().map(Pattern::text).toList());
    };
  }
}
