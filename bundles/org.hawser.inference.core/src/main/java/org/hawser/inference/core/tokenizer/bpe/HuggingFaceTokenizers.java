package org.hawser.inference.core.tokenizer.bpe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;

/// Reads byte-pair tokenizers from Hugging Face `tokenizer.json`.
public final class HuggingFaceTokenizers {
  /// Ids without a token, beside as many as there are tokens.
  private static final int MOST_GAPS = 1000;

  private final JsonNode root;
  private final JsonNode model;
  private final JsonNode config;

  private HuggingFaceTokenizers(JsonNode root, JsonNode config) {
    this.root = root;
    this.model = root.path("model");
    this.config = config;
  }

  /// Reads the tokenizer of a model directory.
  public static BpeTokenizer fromDirectory(Path directory) {
    Path config = directory.resolve("tokenizer_config.json");
    return fromJson(
        ModelJson.read(directory.resolve("tokenizer.json")),
        Files.exists(config) ? ModelJson.read(config) : MissingNode.getInstance());
  }

  /// @param root a `tokenizer.json`
  /// @param config the `tokenizer_config.json` beside it, or a missing node
  /// @throws ModelFormatException one sentence when it is of another kind or damaged
  public static BpeTokenizer fromJson(JsonNode root, JsonNode config) {
    return new HuggingFaceTokenizers(root, config).read();
  }

  private BpeTokenizer read() {
    requireBpe();
    Vocabulary vocabulary = vocabulary();
    MergeTable merges = Merges.fromPairs(vocabulary, pairs());
    HuggingFaceSteps steps = new HuggingFaceSteps(root);
    SymbolSource source =
        steps.byteLevel()
            ? new ByteSymbols(vocabulary, merges, model.path("ignore_merges").asBoolean())
            : new CharacterSymbols(
                vocabulary,
                merges,
                vocabulary.id(model.path("unk_token").asText("")),
                model.path("fuse_unk").asBoolean());
    return new BpeTokenizer(
        vocabulary,
        source,
        steps.normalizers(),
        steps.splitters(),
        addedTokens(vocabulary),
        specials(vocabulary),
        stripsFirstSpace(root.path("decoder")));
  }

  private void requireBpe() {
    String type = model.path("type").asText("BPE");
    boolean plain =
        model.path("continuing_subword_prefix").asText("").isEmpty()
            && model.path("end_of_word_suffix").asText("").isEmpty();
    if (!type.equals("BPE") || !model.path("merges").isArray() || !plain) {
      throw new ModelFormatException(
          "tokenizer.json holds a tokenizer of kind "
              + type
              + " that this engine does not read: use a model with byte-pair encoding.");
    }
  }

  private Vocabulary vocabulary() {
    int size = size();
    String[] tokens = new String[size];
    TokenKind[] kinds = new TokenKind[size];
    Arrays.fill(kinds, TokenKind.UNUSED);
    boolean bytes = model.path("byte_fallback").asBoolean();
    String unknown = model.path("unk_token").asText("");
    for (Map.Entry<String, JsonNode> entry : model.path("vocab").properties()) {
      int id = entry.getValue().asInt();
      tokens[id] = entry.getKey();
      kinds[id] =
          bytes && Vocabulary.isByteSpelling(tokens[id]) ? TokenKind.BYTE : TokenKind.NORMAL;
    }
    for (JsonNode token : root.path("added_tokens")) {
      int id = token.path("id").asInt();
      tokens[id] = token.path("content").asText();
      kinds[id] = token.path("special").asBoolean() ? TokenKind.CONTROL : TokenKind.USER_DEFINED;
    }
    for (int id = 0; id < size; id++) {
      if (tokens[id] == null) {
        tokens[id] = "[UNUSED_" + id + "]";
      } else if (tokens[id].equals(unknown)) {
        kinds[id] = TokenKind.UNKNOWN;
      }
    }
    return new Vocabulary(List.of(tokens), kinds);
  }

  private int size() {
    int largest = -1;
    for (JsonNode id : model.path("vocab")) {
      largest = Math.max(largest, checked(id));
    }
    for (JsonNode token : root.path("added_tokens")) {
      largest = Math.max(largest, checked(token.path("id")));
    }
    if (largest < 0) {
      throw new ModelFormatException(
          "tokenizer.json has an empty vocabulary: download the model anew.");
    }
    int listed = model.path("vocab").size() + root.path("added_tokens").size();
    if (largest > MOST_GAPS + 2 * listed) {
      throw new ModelFormatException(
          "tokenizer.json has "
              + listed
              + " tokens and the id "
              + largest
              + ", which cannot be: download the model anew.");
    }
    return largest + 1;
  }

  private static int checked(JsonNode id) {
    if (!id.isInt() || id.asInt() < 0 || id.asInt() >= Vocabulary.MAX_TOKENS) {
      throw new ModelFormatException(
          "tokenizer.json has the impossible token id " + id + ": download the model anew.");
    }
    return id.asInt();
  }

  private List<Merges.Pair> pairs() {
    List<Merges.Pair> pairs = new ArrayList<>(model.path("merges").size());
    for (JsonNode merge : model.path("merges")) {
      pairs.add(
          merge.isArray()
              ? new Merges.Pair(merge.path(0).asText(), merge.path(1).asText())
              : Merges.Pair.parse(merge.asText()));
    }
    return pairs;
  }

  private List<AddedToken> addedTokens(Vocabulary vocabulary) {
    List<AddedToken> added = new ArrayList<>();
    for (JsonNode token : root.path("added_tokens")) {
      int id = token.path("id").asInt();
      added.add(
          new AddedToken(
              id,
              token.path("content").asText(),
              vocabulary.isGuarded(id),
              token.path("lstrip").asBoolean(),
              token.path("rstrip").asBoolean()));
    }
    return added;
  }

  private SpecialIds specials(Vocabulary vocabulary) {
    OptionalInt first = firstOfTemplate(root.path("post_processor"), vocabulary);
    OptionalInt bos = configured("bos_token", vocabulary);
    boolean addsBos =
        config.has("add_bos_token")
            ? config.path("add_bos_token").asBoolean()
            : first.isPresent() && (bos.isEmpty() || bos.equals(first));
    return SpecialIds.of(
        vocabulary,
        bos.isPresent() ? bos : first,
        configured("eos_token", vocabulary),
        addsBos,
        Set.of());
  }

  private OptionalInt configured(String key, Vocabulary vocabulary) {
    JsonNode node = config.path(key);
    int id = vocabulary.id(node.isObject() ? node.path("content").asText() : node.asText());
    return id == Vocabulary.ABSENT ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// The special token a template puts before every sequence.
  private static OptionalInt firstOfTemplate(JsonNode processor, Vocabulary vocabulary) {
    for (JsonNode part : processor.path("processors")) {
      OptionalInt found = firstOfTemplate(part, vocabulary);
      if (found.isPresent()) {
        return found;
      }
    }
    JsonNode first = processor.path("single").path(0).path("SpecialToken").path("id");
    int id = first.isTextual() ? vocabulary.id(first.asText()) : Vocabulary.ABSENT;
    return id == Vocabulary.ABSENT ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static boolean stripsFirstSpace(JsonNode decoder) {
    for (JsonNode part : decoder.path("decoders")) {
      if (stripsFirstSpace(part)) {
        return true;
      }
    }
    return switch (decoder.path("type").asText()) {
      case "Strip" ->
          decoder.path("content").asText().equals(" ") && decoder.path("start").asInt() > 0;
      case "Metaspace" -> !decoder.path("prepend_scheme").asText("always").equals("never");
      default -> false;
    };
  }
}
