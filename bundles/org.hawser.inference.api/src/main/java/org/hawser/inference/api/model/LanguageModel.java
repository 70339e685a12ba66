package org.hawser.inference.api.model;

import java.nio.file.Path;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.osgi.annotation.versioning.ConsumerType;

/// A decoder-only transformer, loaded and ready. Safe from any thread; sessions run side by side.
@ConsumerType
public interface LanguageModel {
  /// What was loaded; cheap.
  ModelDescription description();

  /// The tokenizer the model was trained with.
  GenerationTokenizer tokenizer();

  /// What context strategies are told of the model; cheap.
  ModelContext context();

  /// How the model attends by its own declaration: the plan of a session nobody gave another, and
  /// what context strategies start from.
  ///
  /// @param horizon tokens the sequence will have at most, prompt and answer together, at least 1
  /// @return a plan with a row for each of them
  AttentionPlan plan(int horizon);

  /// Opens an empty session.
  ///
  /// @param horizon tokens the session will hold at most, prompt and answer together, at least 1.
  ///     RoPE scaling that depends on the length (dynamic, LongRoPE) is chosen by it once, so a
  ///     sequence gives the same logits however it is cut into calls. More than
  ///     [ModelDescription#contextLength()] is allowed and gives what the model makes of it.
  /// @throws IllegalStateException when the model has been unloaded
  GenerationSession openSession(int horizon);

  /// The tokens a prompt becomes: chat template and first token included, as [#generate] reads it.
  ///
  /// @throws GenerationRefusedException when the prompt does not suit the model
  int[] tokens(Prompt prompt);

  /// Opens a session that [GenerationSession#save(Path)] wrote; nothing is computed anew. It
  /// attends as the model declares. A session that was saved under the plan of a strategy gets
  /// that plan again with [GenerationSession#setPlan], which is exact and free when it is the
  /// same. Memory for keys and values is taken as the file is read: no more than the file has.
  ///
  /// @param horizon as for [#openSession(int)], at least the tokens saved
  /// @throws SavedSessionException when the file cannot be read, is broken, or belongs to another
  ///     model or form of the cache
  /// @throws IllegalArgumentException when it holds more tokens than the horizon
  /// @throws IllegalStateException when the model has been unloaded, or there is no memory
  GenerationSession openSession(Path file, int horizon);

  /// Makes an answer. Returns at once; the answer is made beside other ones on threads of the
  /// model.
  ///
  /// @param listener hears of text as it becomes complete
  Generation generate(GenerationRequest request, GenerationListener listener);

  /// Measures how well the model predicts a text. Windows of `window` tokens begin every `stride`
  /// tokens, each a sequence of its own behind the model's first token (bos) where it was trained
  /// with one. Each token of the text is predicted once, in the first window that holds it; the
  /// very first token of a model without bos is not. Runs on the calling thread.
  ///
  /// @param text at least two tokens long
  /// @param window tokens of a window, 2..[ModelDescription#contextLength()]
  /// @param stride tokens from window to window, 1..window - 1: the larger, the fewer tokens of
  ///     context the predictions have and the faster it is
  /// @throws java.util.concurrent.CancellationException when the calling thread is interrupted
  Perplexity perplexity(String text, int window, int stride);
}
