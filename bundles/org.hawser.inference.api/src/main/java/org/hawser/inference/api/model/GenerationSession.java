package org.hawser.inference.api.model;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.osgi.annotation.versioning.ConsumerType;

/// One sequence of tokens and what the model has computed of it. Used by one thread at a time,
/// not always the same; [#cancel()] may come from any thread.
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

  /// Another session with the same tokens and all that was computed of them. Memory is shared
  /// until one of both goes on.
  ///
  /// @throws IllegalStateException when the session is closed or its model is unloaded
  GenerationSession fork();

  /// Writes the tokens and what was computed of them to a file, for
  /// [LanguageModel#openSession(Path, int)]. The file names the model, the form of keys and
  /// values and the plan they were computed under, not the strategy.
  ///
  /// @param file is replaced once the new content is complete
  /// @throws java.io.UncheckedIOException when the file cannot be written
  /// @throws IllegalStateException when the session is closed
  void save(Path file);

  /// Goes on under another plan, which may have more rows. When it fails all is as before.
  ///
  /// @param mode what happens to what was computed so far; cells the new plan sees and the old
  ///     one gave up are computed anew with all others, whatever the mode
  /// @param tail tokens for [SwapMode#REPREFILL_TAIL]
  /// @throws IllegalArgumentException when the session holds more tokens than the plan has rows
  /// @throws CancellationException when cancelled
  /// @throws IllegalStateException when the session is closed or its model is unloaded
  SwapReport setPlan(AttentionPlan plan, SwapMode mode, int tail);

  /// Gives up cells of all that was appended so far, where the plan asks for it and there are more
  /// than its budget ([org.hawser.inference.api.context.Eviction]): to be called once a prompt has
  /// been read. Does nothing otherwise. When it fails all is as before.
  ///
  /// @return tokens each head has given up so far
  /// @throws CancellationException when cancelled
  /// @throws IllegalStateException when the session is closed or its model is unloaded, or there is
  ///     no memory
  int evict();

  /// Tokens held that no coming row sees in any layer. Waits for a running append.
  ///
  /// @throws IllegalStateException when the session is closed or its model is unloaded
  int tokensNoLongerVisible();

  /// Makes a running append end soon, and every later one fail until the session is closed.
  void cancel();

  /// Gives the memory back; waits for a running append. Closing twice does nothing.
  @Override
  void close();
}
