/// Byte-pair tokenizers: SentencePiece style (characters with byte fallback) and byte-level (GPT-2
/// style), read from GGUF metadata or Hugging Face `tokenizer.json`. Both kinds become the same
/// thing: text is normalised, cut by the pre-tokenizer, turned into symbols, and the symbols are
/// merged by rank ([org.hawser.inference.core.tokenizer.bpe.MergeTable],
/// [org.hawser.inference.core.tokenizer.bpe.Symbols]). Special tokens are matched before all that,
/// and only where the caller asked for them.
package org.hawser.inference.core.tokenizer.bpe;
