package org.hawser.inference.api.model;

import java.util.concurrent.CancellationException;
import org.osgi.annotation.versioning.ConsumerType;

/// One sequence of tokens and what the model has computed of it. Used by one thread at a time, not
/// always the same; [#cancel()] may come from any thread.
@ConsumerType
public interface GenerationSession extends AutoCloseable {
  /// Tokens held, which is the position of the next one.
  int position();

  /// The tokens held, in order.
  int[] tokens();

  /// Appends tokens. However a sequence is cut into calls, its logits are the same but for
  /// rounding.
  ///
  /// @param ids at least one, each 0..vocabularySize-1
  /// @return logits of the token that follows the last one, vocabularySize numbers
  /// @throws IllegalArgumentException when an id is none of the vocabulary, or the horizon of the
  ///     session would be passed; nothing is appended
  /// @throws CancellationException when cancelled; the session is as it was before the call
  /// @throws IllegalStateException when the session is closed or its model is unloaded
  float[] append(int... ids);

  /// As [#append(int...)], with the logits behind every token given.
  ///
  /// @return one row of vocabularySize numbers per id
  float[][] appendEach(int... ids);

  /// Forgets all tokens from a position on.
  ///
  /// @param position 0..[#position()]
  void truncate(int position);

  /// Makes a running append end soon, and every later one fail until the session is closed.
  void cancel();

  /// Gives the memory back; waits for a running append. Closing twice does nothing.
  @Override
  void close();
}
