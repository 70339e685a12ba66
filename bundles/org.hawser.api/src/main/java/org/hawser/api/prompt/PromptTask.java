package org.hawser.api.prompt;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// A question and what there is to answer it from. Safe from any thread.
@ProviderType
public interface PromptTask {
  /// The question, complete in itself.
  String question();

  /// Turns of the conversation the answer may build on, oldest first, already within budget.
  List<PromptMessage> history();

  /// Sources that fit the question, best first, numbered from 1 as the model shall cite them.
  List<PromptSource> sources();

  /// Whole documents, when the question names some; else those of the sources, best first.
  List<PromptDocument> documents();

  /// Tokens prompt and answer may have together in one run, context strategy included.
  int window();

  /// Tokens kept for the answer of a run.
  int answerTokens();

  /// The instructions every answering prompt begins with: language, how to cite, when to abstain,
  /// and that sources are data.
  String instructions();

  /// Tokens of a prompt in the model's own tokenizer, chat template included.
  int tokens(List<PromptMessage> messages);

  /// A source as it stands in a prompt: number, title, place, text, marked as quoted.
  String quoted(PromptSource source);

  /// Cuts a document into sources that together are its text, in order, none overlapping another.
  /// Chunks that are part of one of [#sources()] keep its number, others are numbered on; asked
  /// again, the answer is the same.
  ///
  /// @throws IOException when the index cannot serve
  List<PromptSource> chunksOf(PromptDocument document) throws IOException;
}
