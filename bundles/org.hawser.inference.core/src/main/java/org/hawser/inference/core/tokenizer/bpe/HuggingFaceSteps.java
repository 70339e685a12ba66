package org.hawser.inference.core.tokenizer.bpe;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.tokenizer.bpe.Splitter.Matches;

/// The normalizer and pre-tokenizer of a `tokenizer.json` as steps. A step this engine does not
/// know is refused: leaving it out would change tokens silently.
final class HuggingFaceSteps {
  private static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
  private static final String PUNCTUATION = "[\\p{P}$+<=>^`|~]";
  private static final int LONGEST_PATTERN = 4096;

  private final List<TextNormalizer> normalizers = new ArrayList<>();
  private final List<Splitter> splitters = new ArrayList<>();
  private boolean byteLevel;

  HuggingFaceSteps(JsonNode root) {
    addNormalizer(root.path("normalizer"));
    addPreTokenizer(root.path("pre_tokenizer"));
  }

  List<TextNormalizer> normalizers() {
    return normalizers;
  }

  List<Splitter> splitters() {
    return splitters;
  }

  /// Whether text becomes bytes rather than characters.
  boolean byteLevel() {
    return byteLevel;
  }

  private void addNormalizer(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return;
    }
    String type = node.path("type").asText();
    switch (type) {
      case "Sequence" -> node.path("normalizers").forEach(this::addNormalizer);
      case "Prepend" ->
          normalizers.add(TextNormalizer.Prepend.always(node.path("prepend").asText()));
      case "Replace" -> normalizers.add(replace(node));
      case "NFC", "NFD", "NFKC", "NFKD" ->
          normalizers.add(new TextNormalizer.Unicode(Normalizer.Form.valueOf(type)));
      default -> throw unknown("normalizer", type);
    }
  }

  private static TextNormalizer replace(JsonNode node) {
    String from = node.path("pattern").path("String").asText();
    if (from.isEmpty()) {
      throw unknown("normalizer", "Replace of a regular expression");
    }
    return new TextNormalizer.Replace(from, node.path("content").asText());
  }

  private void addPreTokenizer(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return;
    }
    String type = node.path("type").asText();
    switch (type) {
      case "Sequence" -> node.path("pretokenizers").forEach(this::addPreTokenizer);
      case "ByteLevel" -> addByteLevel(node);
      case "Split" -> splitters.add(split(node));
      case "Digits" ->
          splitters.add(
              Splitter.of(node.path("individual_digits").asBoolean() ? "\\p{N}" : "\\p{N}+"));
      case "Punctuation" ->
          splitters.add(
              splitter(
                  node.path("behavior").asText().equals("Contiguous")
                      ? PUNCTUATION + "+"
                      : PUNCTUATION,
                  matches(node)));
      case "Metaspace" -> addMetaspace(node);
      default -> throw unknown("pre-tokenizer", type);
    }
  }

  private void addByteLevel(JsonNode node) {
    byteLevel = true;
    if (node.path("add_prefix_space").asBoolean(true)) {
      normalizers.add(new TextNormalizer.Prepend(" ", true, false));
    }
    if (node.path("use_regex").asBoolean(true)) {
      splitters.add(Splitter.of(GPT2));
    }
  }

  private void addMetaspace(JsonNode node) {
    String space = node.path("replacement").asText(String.valueOf(CharacterSymbols.SPACE));
    normalizers.add(new TextNormalizer.Replace(" ", space));
    String scheme =
        node.path("prepend_scheme")
            .asText(node.path("add_prefix_space").asBoolean(true) ? "always" : "never");
    if (!scheme.equals("never")) {
      normalizers.add(new TextNormalizer.Prepend(space, true, scheme.equals("first")));
    }
    if (node.path("split").asBoolean(true)) {
      splitters.add(splitter(Pattern.quote(space), Matches.BEGIN_A_PIECE));
    }
  }

  private static Splitter split(JsonNode node) {
    JsonNode pattern = node.path("pattern");
    String literal = pattern.path("String").asText();
    String regex = literal.isEmpty() ? pattern.path("Regex").asText() : Pattern.quote(literal);
    return splitter(regex, matches(node));
  }

  private static Splitter splitter(String regex, Matches matches) {
    if (regex.isEmpty() || regex.length() > LONGEST_PATTERN) {
      throw unknown("pre-tokenizer", "Split by a pattern of " + regex.length() + " characters");
    }
    try {
      return new Splitter(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS), matches);
    } catch (PatternSyntaxException e) {
      throw new ModelFormatException(
          "The pre-tokenizer of tokenizer.json has a pattern this engine does not read: use the"
              + " model as GGUF.",
          e);
    }
  }

  /// Removing everything but the matches is how some files say that the matches are the pieces.
  private static Matches matches(JsonNode node) {
    String behavior = node.path("behavior").asText();
    return switch (behavior) {
      case "Isolated", "Contiguous" -> Matches.ALONE;
      case "MergedWithPrevious" -> Matches.END_A_PIECE;
      case "MergedWithNext" -> Matches.BEGIN_A_PIECE;
      case "Removed" -> {
        if (!node.path("invert").asBoolean()) {
          throw unknown("pre-tokenizer", "a split that removes text");
        }
        yield Matches.ALONE;
      }
      default -> throw unknown("pre-tokenizer", "Split " + behavior);
    };
  }

  private static ModelFormatException unknown(String part, String type) {
    return new ModelFormatException(
        "The "
            + part
            + " of tokenizer.json has a step this engine does not know ("
            + type
            + "): use the model as GGUF.");
  }
}
