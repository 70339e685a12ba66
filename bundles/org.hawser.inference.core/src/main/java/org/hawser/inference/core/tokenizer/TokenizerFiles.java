package org.hawser.inference.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;

/// Reads WordPiece tokenizers: Hugging Face `tokenizer.json`, or `vocab.txt` of older models.
public final class TokenizerFiles {
  private static final long MAX_VOCABULARY_BYTES = 64L << 20;
  private static final int MAX_TOKENS = 4_000_000;

  private TokenizerFiles() {}

  /// Reads the tokenizer of a model directory.
  public static WordPieceTokenizer fromDirectory(Path directory) {
    Path json = directory.resolve("tokenizer.json");
    if (Files.exists(json)) {
      return fromJson(ModelJson.read(json));
    }
    Path vocabulary = directory.resolve("vocab.txt");
    if (Files.exists(vocabulary)) {
      return fromVocabulary(vocabulary, directory.resolve("tokenizer_config.json"));
    }
    throw new ModelFormatException(
        "The model directory has neither tokenizer.json nor vocab.txt: copy one from the model.");
  }

  /// Reads a `tokenizer.json`.
  public static WordPieceTokenizer fromJson(JsonNode root) {
    JsonNode model = root.path("model");
    requireType(model, "WordPiece", "model");
    JsonNode normalizer = root.path("normalizer");
    requireType(normalizer, "BertNormalizer", "normalizer");
    requireType(root.path("pre_tokenizer"), "BertPreTokenizer", "pre_tokenizer");
    boolean lowercase = normalizer.path("lowercase").asBoolean(true);
    BertNormalizer bertNormalizer =
        new BertNormalizer(
            normalizer.path("clean_text").asBoolean(true),
            normalizer.path("handle_chinese_chars").asBoolean(true),
            normalizer.path("strip_accents").asBoolean(lowercase),
            lowercase);
    List<String> frame = frame(root.path("post_processor"));
    return new WordPieceTokenizer(
        new WordPieceVocabulary(
            ids(model.path("vocab")),
            model.path("unk_token").asText("[UNK]"),
            frame.getFirst(),
            frame.getLast(),
            model.path("continuing_subword_prefix").asText("##"),
            model.path("max_input_chars_per_word").asInt(100)),
        bertNormalizer);
  }

  private static void requireType(JsonNode node, String type, String part) {
    String found = node.path("type").asText("none");
    if (!found.equals(type)) {
      throw new ModelFormatException(
          "The tokenizer's "
              + part
              + " is of type "
              + found
              + ", but only "
              + type
              + " is supported: use a model of the BERT family.");
    }
  }

  private static Map<String, Integer> ids(JsonNode vocabulary) {
    Map<String, Integer> ids = HashMap.newHashMap(vocabulary.size());
    for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
      JsonNode id = entry.getValue();
      if (!id.isInt() || id.intValue() < 0 || id.intValue() >= MAX_TOKENS) {
        throw new ModelFormatException(
            "The tokenizer gives a token the id " + id + ": ids are whole numbers from 0.");
      }
      ids.put(entry.getKey(), id.intValue());
    }
    return ids;
  }

  /// The tokens before and after a single sequence.
  private static List<String> frame(JsonNode postProcessor) {
    if (postProcessor.has("cls") && postProcessor.has("sep")) {
      return List.of(
          postProcessor.path("cls").path(0).asText("[CLS]"),
          postProcessor.path("sep").path(0).asText("[SEP]"));
    }
    JsonNode single = postProcessor.path("single");
    return List.of(special(single.path(0), "[CLS]"), special(single.path(2), "[SEP]"));
  }

  private static String special(JsonNode step, String otherwise) {
    return step.path("SpecialToken").path("id").asText(otherwise);
  }

  private static WordPieceTokenizer fromVocabulary(Path file, Path configuration) {
    boolean lowercase = true;
    boolean chinese = true;
    boolean stripAccents = true;
    if (Files.exists(configuration)) {
      JsonNode options = ModelJson.read(configuration);
      lowercase = options.path("do_lower_case").asBoolean(true);
      stripAccents = options.path("strip_accents").asBoolean(lowercase);
      chinese = options.path("tokenize_chinese_chars").asBoolean(true);
    }
    return new WordPieceTokenizer(
        new WordPieceVocabulary(lines(file), "[UNK]", "[CLS]", "[SEP]", "##", 100),
        new BertNormalizer(true, chinese, stripAccents, lowercase));
  }

  private static Map<String, Integer> lines(Path file) {
    Map<String, Integer> ids = new HashMap<>();
    try {
      if (Files.size(file) > MAX_VOCABULARY_BYTES) {
        throw new ModelFormatException(
            "vocab.txt is larger than a vocabulary can be: copy it from the model.");
      }
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        ids.put(line.strip(), ids.size());
      }
    } catch (IOException e) {
      throw new ModelFormatException("vocab.txt is not UTF-8 text: copy it from the model.", e);
    }
    return ids;
  }
}
