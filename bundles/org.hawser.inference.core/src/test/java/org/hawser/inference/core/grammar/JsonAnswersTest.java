package org.hawser.inference.core.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a model prefers and however few tokens it has, the answer is whole and of its format.
class JsonAnswersTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
  private static final ObjectMapper LENIENT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String SCHEMA =
      """
      {"type": "object", "title": "a citation",
       "properties": {
         "document": {"enum": ["a.txt", "b \\"quoted\\".txt", "straße.txt", 7]},
         "page": {"type": "integer"},
         "score": {"type": "number"},
         "quote": {"type": "string", "minLength": 2, "maxLength": 12},
         "exact": {"type": "boolean"},
         "lines": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
         "author": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/person"}]},
         "kind": {"const": "citation"}},
       "required": ["document", "quote", "lines", "author"],
       "$defs": {"person": {"type": "object", "properties": {"name": {"type": "string"}},
         "required": ["name"], "additionalProperties": false}}}
      """;

  private RandomAnswers answers;

  @BeforeEach
  void load() {
    answers = answers("golden/lab-model");
  }

  @Test
  void everyJsonAnswerParses() throws JsonProcessingException {
    Set<String> kinds = new TreeSet<>();
    for (int seed = 0; seed < 100; seed++) {
      String text = answers.answer(AnswerFormat.JSON, 1 + seed, seed);
      kinds.add(parsed(LENIENT, text, seed).getNodeType().name());
    }
    assertThat(kinds).hasSizeGreaterThan(3);
  }

  /// This vocabulary spells only 78 bytes: no bracket, no plus sign.
  @Test
  void poorVocabulariesSpellWhatTheyCan() throws JsonProcessingException {
    RandomAnswers poor = answers("data/models/tinystories-656k");
    for (int seed = 0; seed < 100; seed++) {
      parsed(LENIENT, poor.answer(AnswerFormat.JSON, 1 + seed, seed), seed);
    }
    AnswerFormat list = new AnswerFormat.JsonSchema("{\"type\": \"array\"}");
    assertThatThrownBy(() -> poor.start(list, 100))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("cannot spell");
  }

  @Test
  void everyAnswerFollowsItsSchema() throws JsonProcessingException {
    AnswerFormat format = new AnswerFormat.JsonSchema(SCHEMA);
    for (int seed = 0; seed < 100; seed++) {
      JsonNode node = parsed(STRICT, answers.answer(format, 75 + seed, seed), seed);
      assertThat(node.fieldNames())
          .toIterable()
          .contains("document", "quote", "lines", "author")
          .isSubsetOf("document", "page", "score", "quote", "exact", "lines", "author", "kind");
      assertThat(node.path("document").asText())
          .isIn("a.txt", "b \"quoted\".txt", "straße.txt", "7");
      String quote = node.path("quote").asText();
      assertThat(quote.codePointCount(0, quote.length())).isBetween(2, 12);
      assertThat(node.path("lines").size()).isBetween(1, 3);
      assertThat(node.path("lines")).allMatch(JsonNode::isIntegralNumber);
      assertThat(node.path("author").isNull() || node.path("author").path("name").isTextual())
          .isTrue();
      assertThat(!node.has("page") || node.path("page").isIntegralNumber()).isTrue();
      assertThat(!node.has("kind") || node.path("kind").asText().equals("citation")).isTrue();
    }
  }

  private static RandomAnswers answers(String model) {
    return new RandomAnswers(HuggingFaceTokenizers.fromDirectory(SharedData.require(model)));
  }

  private static JsonNode parsed(ObjectMapper mapper, String text, int seed)
      throws JsonProcessingException {
    assertThat(text).as("seed " + seed).isNotEmpty().doesNotContain("\uFFFD");
    return mapper.readTree(text);
  }

  @Test
  void oneOfSeveralTexts() {
    List<String> texts = List.of("yes", "no", "not sure", "не знаю");
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < 60; seed++) {
      seen.add(answers.answer(new AnswerFormat.OneOf(texts), 16, seed));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void tooFewTokensAreRefused() {
    AnswerFormat format = new AnswerFormat.OneOf(List.of("certainly", "perhaps"));
    assertThat(answers.answer(format, 7, 1)).isEqualTo("perhaps");
    assertThatThrownBy(() -> answers.start(format, 6))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("may need 7 tokens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"type\":\"date\"}",
        "{\"type\":\"string\",\"pattern\":\"a+\"}",
        "{\"type\":\"object\",\"required\":[\"a\"]}",
        "{\"enum\":[]}",
        "{\"$ref\":\"#/$defs/missing\"}",
        "{\"$defs\":{\"a\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"}}},"
            + "\"$ref\":\"#/$defs/a\"}",
        "{\"type\":\"array\",\"minItems\":3,\"maxItems\":2}",
        "{\"description\":\"no type\"}"
      })
  void schemasThatCannotBeFollowedAreRefused(String schema) {
    assertThatThrownBy(() -> answers.start(new AnswerFormat.JsonSchema(schema), 100))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageStartingWith("The JSON schema cannot be used, because");
  }
}
