package org.hawser.inference.core.tokenizer.bpe;

import java.util.List;
import java.util.Map;
import org.hawser.inference.core.model.ModelFormatException;

/// The pre-tokenizers GGUF files name in `tokenizer.ggml.pre`.
///
/// @param splitters steps, each cutting the pieces of the one before
/// @param wholeWordsFirst whether a piece that is a token is not merged
/// @param addsBos whether sequences begin with the BOS token unless the file says otherwise
record NamedPreTokenizer(List<Splitter> splitters, boolean wholeWordsFirst, boolean addsBos) {
  private static final String CONTRACTIONS =
      "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
  private static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
  private static final String NEWLINES_AND_SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String LLAMA3 =
      CONTRACTIONS
          + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
          + NEWLINES_AND_SPACES;
  private static final String QWEN2 =
      CONTRACTIONS
          + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
          + NEWLINES_AND_SPACES;
  private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String TEKKEN =
      "[^\\r\\n\\p{L}\\p{N}]?"
          + UPPER
          + "*"
          + LOWER
          + "+|[^\\r\\n\\p{L}\\p{N}]?"
          + UPPER
          + "+"
          + LOWER
          + "*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
          + NEWLINES_AND_SPACES;
  private static final String GPT4O =
      "[^\\r\\n\\p{L}\\p{N}]?"
          + UPPER
          + "*"
          + LOWER
          + "+"
          + CONTRACTIONS
          + "?|[^\\r\\n\\p{L}\\p{N}]?"
          + UPPER
          + "+"
          + LOWER
          + "*"
          + CONTRACTIONS
          + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
          + NEWLINES_AND_SPACES;
  private static final String DEEPSEEK3 =
      "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
          + "|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*"
          + NEWLINES_AND_SPACES;

  /// Cased letters of the scripts that had case when the DeepSeek LLM vocabulary was made.
  private static final String DEEPSEEK_LETTERS =
      "\\s?[A-Za-z\u00B5\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u01BA\u01BC-\u01BF\u01C4-\u0293"
          + "\u0295-\u02AF\u0370-\u0373\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u038A\u038C"
          + "\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u048A-\u052F\u0531-\u0556\u10A0-\u10C5"
          + "\u13A0-\u13F5\u13F8-\u13FD\u1C90-\u1CBA\u1CBD-\u1CBF\u1D00-\u1D2B\u1D6B-\u1D77"
          + "\u1D79-\u1D9A\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57"
          + "\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4"
          + "\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC"
          + "\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D"
          + "\u212F-\u2134\u2139\u213C-\u213F\u2145-\u2149\u214E\u2183\u2184\u2C00-\u2C7B"
          + "\u2C7E-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\uA640-\uA66D\uA680-\uA69B\uA722-\uA76F"
          + "\uA771-\uA787\uA78B-\uA78E\uAB70-\uABBF\uFB00-\uFB06\uFB13-\uFB17\uFF21-\uFF3A"
          + "\uFF41-\uFF5A\\x{10400}-\\x{1044F}\\x{104B0}-\\x{104D3}\\x{104D8}-\\x{104FB}"
          + "\\x{10C80}-\\x{10CB2}\\x{10CC0}-\\x{10CF2}\\x{118A0}-\\x{118DF}"
          + "\\x{1E900}-\\x{1E943}]+";

  private static final String DEEPSEEK_CJK = "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+";

  private static final NamedPreTokenizer DEFAULT =
      plain("[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]");

  private static final Map<String, NamedPreTokenizer> BY_NAME = byName();

  /// @throws ModelFormatException one sentence for a name this engine does not know
  static NamedPreTokenizer named(String name) {
    NamedPreTokenizer found = BY_NAME.get(name);
    if (found == null) {
      throw new ModelFormatException(
          "The model names the pre-tokenizer "
              + name
              + ", which this engine does not know: use the model as safetensors with its"
              + " tokenizer.json.");
    }
    return found;
  }

  private static Map<String, NamedPreTokenizer> byName() {
    NamedPreTokenizer gpt2 = plain(GPT2);
    NamedPreTokenizer digits = plain("\\p{N}", GPT2);
    NamedPreTokenizer qwen2 = plain(QWEN2);
    NamedPreTokenizer llama3 = new NamedPreTokenizer(List.of(Splitter.of(LLAMA3)), true, true);
    NamedPreTokenizer llama3Merging = plain(LLAMA3);
    NamedPreTokenizer deepseek3 =
        plain("\\p{N}{1,3}", "[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+", DEEPSEEK3);
    return Map.ofEntries(
        Map.entry("default", DEFAULT),
        Map.entry("llama-bpe", llama3),
        Map.entry("llama3", llama3),
        Map.entry("llama-v3", llama3),
        Map.entry("falcon3", llama3),
        Map.entry("dbrx", llama3Merging),
        Map.entry("smaug-bpe", llama3Merging),
        Map.entry("chatglm-bpe", llama3Merging),
        Map.entry("glm4", llama3Merging),
        Map.entry("gpt-2", gpt2),
        Map.entry("phi-2", gpt2),
        Map.entry("mpt", gpt2),
        Map.entry("olmo", gpt2),
        Map.entry("jais", gpt2),
        Map.entry("roberta-bpe", gpt2),
        Map.entry("starcoder", digits),
        Map.entry("refact", digits),
        Map.entry("command-r", digits),
        Map.entry("smollm", digits),
        Map.entry("codeshell", digits),
        Map.entry("exaone", digits),
        Map.entry("minerva-7b", digits),
        Map.entry("qwen2", qwen2),
        Map.entry("deepseek-r1-qwen", qwen2),
        Map.entry("stablelm2", qwen2),
        Map.entry("hunyuan", qwen2),
        Map.entry("megrez", qwen2),
        Map.entry("gpt-4o", plain(GPT4O)),
        Map.entry("tekken", new NamedPreTokenizer(List.of(Splitter.of(TEKKEN)), true, false)),
        Map.entry("deepseek-v3", deepseek3),
        Map.entry("falcon", plain("[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]")),
        Map.entry(
            "deepseek-coder",
            plain("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", DEEPSEEK_CJK, "\\p{N}")),
        Map.entry(
            "deepseek-llm",
            plain(
                "[\\r\\n]",
                DEEPSEEK_LETTERS,
                "\\s?[!-/:-~\uFF01-\uFF0F\uFF1A-\uFF5E\u2018-\u201F\u3000-\u3002]+",
                "(?<!\\s)\\s++\\z",
                DEEPSEEK_CJK,
                "\\p{N}+")));
  }

  private static NamedPreTokenizer plain(String... patterns) {
    List<Splitter> splitters = List.of(patterns).stream().map(Splitter::of).toList();
    return new NamedPreTokenizer(splitters, false, false);
  }
}
