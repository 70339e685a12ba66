package org.hawser.inference.core.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.hawser.inference.core.sampling.TokenSet;
import org.hawser.inference.core.tokenizer.bpe.BpeTokenizer;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {
  private final Automaton json =
      new Automaton(new JsonPatterns().value(JsonPatterns.DEPTH), Alphabet.whole());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[ ]",
        "{\n  \"a\": [1, -2.5e-7, true, null],\n  \"\": {\"x\": \"\\u00e9\\n\"}\n}",
        "\"straße 😀 \\\\ \\\"\"",
        "0",
        "[[[[[[[[1]]]]]]]]"
      })
  void takesJson(String text) {
    assertThat(accepts(json, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{a:1}",
        "[1,]",
        "{\"a\" 1}",
        "01",
        "1.",
        "-",
        "nul",
        "\"\n\"",
        "\"\\x\"",
        "\"\\ud800\"",
        "[] []",
        "'a'",
        "[[[[[[[[[1]]]]]]]]]",
        "12345678901234567"
      })
  void takesNothingElse(String text) {
    assertThat(accepts(json, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatItTakesOfMutatedJsonParses(int seed) {
    Random random = new Random(seed);
    ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    String source = "{\"a\": [1, -2.5e-7, true], \"b\\n\": {\"x\": \"y\"}, \"c\": null}";
    int taken = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(source);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        char other = source.charAt(random.nextInt(source.length()));
        if (random.nextBoolean()) {
          text.setCharAt(at, other);
        } else {
          text.deleteCharAt(at);
        }
      }
      boolean accepted = accepts(json, text.toString());
      taken += accepted ? 1 : 0;
      assertThat(accepted).as("seed %d: %s", seed, text).isEqualTo(parses(mapper, text.toString()));
    }
    assertThat(taken).isPositive();
  }

  @Test
  void tokenSetsAreThoseOfTryingEveryToken() {
    BpeTokenizer tokenizer =
        HuggingFaceTokenizers.fromDirectory(SharedData.require("data/models/tinystories-656k"));
    VocabularyPieces pieces = new VocabularyPieces(tokenizer, tokenizer.vocabularySize());
    State state = json.start();
    for (byte value : "{\"name\": [-1.5, \"a straße\", {}]}".getBytes(StandardCharsets.UTF_8)) {
      TokenSet allowed = pieces.allowed(state, json::advance);
      for (int id = 0; id < tokenizer.vocabularySize(); id++) {
        byte[] piece = tokenizer.bytes(id);
        assertThat(allowed.contains(id))
            .isEqualTo(piece.length > 0 && after(json, state, piece) != null);
      }
      state = json.advance(state, value & 0xFF);
    }
    assertThat(state.isComplete()).isTrue();
  }

  @Test
  void malformedUtf8IsNoString() {
    for (int[] bytes :
        new int[][] {{0x80}, {0xC0, 0x80}, {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80}, {0xF5}}) {
      byte[] text = new byte[bytes.length + 1];
      text[0] = '"';
      for (int i = 0; i < bytes.length; i++) {
        text[i + 1] = (byte) bytes[i];
      }
      assertThat(after(json, json.start(), text)).isNull();
    }
  }

  private static boolean accepts(Automaton automaton, String text) {
    State end = after(automaton, automaton.start(), text.getBytes(StandardCharsets.UTF_8));
    return end != null && end.isAccepting();
  }

  private static State after(Automaton automaton, State from, byte[] text) {
    State state = from;
    for (int i = 0; i < text.length && state != null; i++) {
      state = automaton.advance(state, text[i] & 0xFF);
    }
    return state;
  }

  private static boolean parses(ObjectMapper mapper, String text) {
    try {
      return !mapper.readTree(text).isMissingNode();
    } catch (JsonProcessingException _) {
      return false;
    }
  }
}
