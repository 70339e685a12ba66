package org.hawser.inference.api.model;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// Something that happens while an answer is made.
@ProviderType
public sealed interface GenerationEvent {
  /// More of the prompt has been read.
  ///
  /// @param done tokens read so far, those found in a cache included
  /// @param total tokens of the prompt
  record PromptRead(int done, int total) implements GenerationEvent {}

  /// A token was chosen. Its text may come with it, later, or never (special tokens, stop strings).
  ///
  /// @param logprob how probable it was, empty unless asked for
  /// @param alternatives the most probable tokens, the most probable first, as many as asked for
  record TokenChosen(int id, Optional<TokenLogprob> logprob, List<TokenLogprob> alternatives)
      implements GenerationEvent {
    public TokenChosen {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// More of the answer's text, never empty, never part of a character; all pieces together are
  /// [GenerationResult#text()].
  record TextPiece(String text) implements GenerationEvent {}
}
