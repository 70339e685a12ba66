package org.hawser.inference.core.tokenizer.bpe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.hawser.inference.core.gguf.GgufArray;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufMetadata;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads the tokenizer in the metadata of a GGUF file.
public final class GgufTokenizers {
  private static final String KEYS = "tokenizer.ggml.";
  private static final List<String> ROLES =
      List.of("bos", "eos", "eot", "eom", "unknown", "padding");

  private final String file;
  private final GgufMetadata metadata;

  private GgufTokenizers(GgufFile file) {
    this.file = file.name();
    this.metadata = file.metadata();
  }

  /// @throws ModelFormatException one sentence when the file has none or one of another kind
  public static BpeTokenizer read(GgufFile file) {
    return new GgufTokenizers(file).read();
  }

  private BpeTokenizer read() {
    String model = metadata.requireText(KEYS + "model");
    return switch (model) {
      case "llama" -> sentencePiece();
      case "gpt2" -> byteLevel();
      default ->
          throw new ModelFormatException(
              file
                  + " has a tokenizer of kind "
                  + model
                  + ", this engine reads llama and gpt2: use another model.");
    };
  }

  private BpeTokenizer sentencePiece() {
    Vocabulary vocabulary = vocabulary();
    float[] scores = metadata.requireArray(KEYS + "scores").floats(Vocabulary.MAX_TOKENS);
    if (scores.length != vocabulary.size()) {
      throw mismatch("scores", scores.length, vocabulary.size());
    }
    MergeTable merges = Merges.fromScores(vocabulary, scores);
    boolean prefixed = metadata.flag(KEYS + "add_space_prefix").orElse(true);
    List<TextNormalizer> normalizers = new ArrayList<>();
    String space = String.valueOf(CharacterSymbols.SPACE);
    if (prefixed) {
      normalizers.add(TextNormalizer.Prepend.always(space));
    }
    normalizers.add(new TextNormalizer.Replace(" ", space));
    int unknown = id("unknown_token_id", vocabulary).orElse(Vocabulary.ABSENT);
    return new BpeTokenizer(
        vocabulary,
        new CharacterSymbols(vocabulary, merges, unknown, false),
        normalizers,
        List.of(),
        addedTokens(vocabulary),
        specials(vocabulary, true),
        prefixed);
  }

  private BpeTokenizer byteLevel() {
    Vocabulary vocabulary = vocabulary();
    List<Merges.Pair> pairs =
        metadata.requireArray(KEYS + "merges").strings(Merges.MAX_MERGES).stream()
            .map(Merges.Pair::parse)
            .toList();
    NamedPreTokenizer pre = NamedPreTokenizer.named(metadata.text(KEYS + "pre").orElse("default"));
    MergeTable merges = Merges.fromPairs(vocabulary, pairs);
    boolean prefixed = metadata.flag(KEYS + "add_space_prefix").orElse(false);
    return new BpeTokenizer(
        vocabulary,
        new ByteSymbols(vocabulary, merges, pre.wholeWordsFirst()),
        prefixed ? List.of(new TextNormalizer.Prepend(" ", true, false)) : List.of(),
        pre.splitters(),
        addedTokens(vocabulary),
        specials(vocabulary, pre.addsBos()),
        prefixed);
  }

  private Vocabulary vocabulary() {
    List<String> tokens = metadata.requireArray(KEYS + "tokens").strings(Vocabulary.MAX_TOKENS);
    if (tokens.isEmpty()) {
      throw new ModelFormatException(file + " has an empty vocabulary: convert the model anew.");
    }
    TokenKind[] kinds = new TokenKind[tokens.size()];
    Optional<GgufArray> numbers = metadata.array(KEYS + "token_type");
    if (numbers.isEmpty()) {
      Arrays.fill(kinds, TokenKind.NORMAL);
      markDeclared(tokens, kinds);
      return new Vocabulary(tokens, kinds);
    }
    long[] types = numbers.get().wholes(Vocabulary.MAX_TOKENS);
    if (types.length != kinds.length) {
      throw mismatch("token types", types.length, kinds.length);
    }
    for (int id = 0; id < kinds.length; id++) {
      kinds[id] = kind(types[id], tokens.get(id));
    }
    markDeclared(tokens, kinds);
    return new Vocabulary(tokens, kinds);
  }

  /// Some converters type the tokens that begin and end texts as ordinary ones. A number that names
  /// no token names none here: some files carry -1 for a role they do without.
  private void markDeclared(List<String> tokens, TokenKind[] kinds) {
    for (String role : ROLES) {
      long declared = metadata.whole(KEYS + role + "_token_id").orElse(Vocabulary.ABSENT);
      if (declared >= 0 && declared < kinds.length) {
        int id = (int) declared;
        if (kinds[id] == TokenKind.NORMAL && Vocabulary.isControlSpelling(tokens.get(id))) {
          kinds[id] = TokenKind.CONTROL;
        }
      }
    }
  }

  private TokenKind kind(long type, String token) {
    TokenKind[] all = TokenKind.values();
    if (type < 1 || type > all.length) {
      throw new ModelFormatException(
          file + " has a token of unknown type " + type + ": convert the model anew.");
    }
    TokenKind kind = all[(int) type - 1];
    if (kind == TokenKind.BYTE && !Vocabulary.isByteSpelling(token)) {
      throw new ModelFormatException(
          file + " has a byte token that names no byte: convert the model anew.");
    }
    return kind;
  }

  /// Phi-3 was trained with the whitespace after its markers left out.
  private List<AddedToken> addedTokens(Vocabulary vocabulary) {
    boolean phi3 = metadata.text("general.architecture").orElse("").equals("phi3");
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      TokenKind kind = vocabulary.kind(id);
      boolean special = vocabulary.isGuarded(id);
      if (special || kind == TokenKind.USER_DEFINED) {
        String text = vocabulary.token(id);
        boolean takesSpaceAfter =
            phi3 && special && !Set.of("<unk>", "<s>", "<|endoftext|>").contains(text);
        added.add(new AddedToken(id, text, special, false, takesSpaceAfter));
      }
    }
    return added;
  }

  private SpecialIds specials(Vocabulary vocabulary, boolean addsBosByDefault) {
    Set<Integer> ends = new HashSet<>();
    id("eot_token_id", vocabulary).ifPresent(ends::add);
    id("eom_token_id", vocabulary).ifPresent(ends::add);
    return SpecialIds.of(
        vocabulary,
        id("bos_token_id", vocabulary),
        id("eos_token_id", vocabulary),
        metadata.flag(KEYS + "add_bos_token").orElse(addsBosByDefault),
        ends);
  }

  private OptionalInt id(String key, Vocabulary vocabulary) {
    if (metadata.value(KEYS + key).isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(metadata.requireInt(KEYS + key, 0, vocabulary.size() - 1));
  }

  private ModelFormatException mismatch(String what, int count, int tokens) {
    return new ModelFormatException(
        file
            + " gives "
            + count
            + " "
            + what
            + " for "
            + tokens
            + " tokens: convert the model anew.");
  }
}
