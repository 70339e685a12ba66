package org.hawser.inference.api.text;

import java.util.OptionalInt;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/// The tokenizer of a language model: reads prompts with special tokens in them and turns generated
/// tokens back into text. Safe from any thread.
@ConsumerType
public interface GenerationTokenizer extends Tokenizer {
  /// Tokenizes text in which special tokens count, such as a rendered chat template. None are
  /// added. Text that came from people or documents must have gone through [#literal(String)].
  Encoding encodeWithSpecials(String text);

  /// The same text for [#encodeWithSpecials(String)], with every special token in it disarmed: it
  /// will be read as plain characters.
  String literal(String text);

  /// Text of tokens, special ones left out. Tokens that structure an answer, such as `<think>` or
  /// `<tool_call>`, are text here, though [#encode(String)] never reads them out of text. Bytes
  /// that are no UTF-8 become U+FFFD.
  String decode(int[] ids);

  /// Starts turning tokens into text while they are generated.
  Detokenizer detokenizer();

  /// The token as the vocabulary spells it.
  ///
  /// @param id 0..[#vocabularySize()]-1
  String token(int id);

  /// What a token adds to text: UTF-8, perhaps part of a character only. Nothing for special ones.
  ///
  /// @param id 0..[#vocabularySize()]-1
  byte[] bytes(int id);

  /// The token spelled so, empty when the vocabulary has none.
  OptionalInt tokenId(String token);

  /// Whether the token is a marker that never stands for text.
  boolean isSpecial(int id);

  /// The token that begins a sequence, empty when the model has none.
  OptionalInt bosTokenId();

  /// The token that ends a sequence, empty when the model has none.
  OptionalInt eosTokenId();

  /// Whether the model was trained with the first token of every sequence being
  /// [#bosTokenId()].
  boolean addsBosToken();

  /// All tokens after which the model has nothing more to say: end of text, end of turn.
  Set<Integer> endTokenIds();
}
