package org.hawser.inference.core.gguf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hawser.inference.core.tokenizer.bpe.ByteAlphabet;

/// Vocabularies without meaning, of the two kinds Llama models have. Any text can be written in
/// them.
final class RandomVocabulary {
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int BYTE = 6;
  private static final int BYTES = 256;
  private static final int FIRST_BYTE_TOKEN = 3;

  /// Control tokens at the end of Llama 3's vocabulary, and the places of those with a meaning.
  private static final int CONTROL_TOKENS = 256;

  private static final int END_OF_TURN = 9;

  private RandomVocabulary() {}

  /// As Llama 1 and 2 have: unknown, begin, end, bytes, pieces.
  static void sentencePiece(GgufHeaderWriter header, int size) {
    List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    int[] kinds = new int[size];
    Arrays.fill(kinds, NORMAL);
    kinds[0] = UNKNOWN;
    kinds[1] = CONTROL;
    kinds[2] = CONTROL;
    for (int i = 0; i < BYTES; i++) {
      kinds[FIRST_BYTE_TOKEN + i] = BYTE;
      tokens.add(String.format(Locale.ROOT, "<0x%02X>", i));
    }
    while (tokens.size() < size) {
      tokens.add("\u2581w" + tokens.size());
    }
    float[] scores = new float[size];
    for (int i = FIRST_BYTE_TOKEN + BYTES; i < size; i++) {
      scores[i] = -i;
    }
    header
        .text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", tokens)
        .float32s("tokenizer.ggml.scores", scores)
        .int32s("tokenizer.ggml.token_type", kinds)
        .uint32("tokenizer.ggml.bos_token_id", 1)
        .uint32("tokenizer.ggml.eos_token_id", 2)
        .uint32("tokenizer.ggml.unknown_token_id", 0)
        .flag("tokenizer.ggml.add_bos_token", true);
  }

  /// As Llama 3 has: bytes, then each token with each byte behind it, then control tokens.
  ///
  /// @param size more than 512
  static void bytePairs(GgufHeaderWriter header, int size) {
    int base = size - CONTROL_TOKENS;
    List<String> tokens = new ArrayList<>(size);
    List<String> merges = new ArrayList<>(base);
    for (int i = 0; i < BYTES; i++) {
      tokens.add(Character.toString(ByteAlphabet.character(i)));
    }
    for (int i = 0; tokens.size() < base; i++) {
      String left = tokens.get(i / BYTES);
      String right = tokens.get(i % BYTES);
      tokens.add(left + right);
      merges.add(left + " " + right);
    }
    for (int i = 0; i < CONTROL_TOKENS; i++) {
      tokens.add(control(i));
    }
    int[] kinds = new int[size];
    Arrays.fill(kinds, 0, base, NORMAL);
    Arrays.fill(kinds, base, size, CONTROL);
    header
        .text("tokenizer.ggml.model", "gpt2")
        .text("tokenizer.ggml.pre", "llama-bpe")
        .texts("tokenizer.ggml.tokens", tokens)
        .texts("tokenizer.ggml.merges", merges)
        .int32s("tokenizer.ggml.token_type", kinds)
        .uint32("tokenizer.ggml.bos_token_id", base)
        .uint32("tokenizer.ggml.eos_token_id", base + END_OF_TURN)
        .flag("tokenizer.ggml.add_bos_token", true);
  }

  private static String control(int place) {
    return switch (place) {
      case 0 -> "<|begin_of_text|>";
      case 1 -> "<|end_of_text|>";
      case 6 -> "<|start_header_id|>";
      case 7 -> "<|end_header_id|>";
      case END_OF_TURN -> "<|eot_id|>";
      default -> "<|reserved_special_token_" + place + "|>";
    };
  }
}
