package org.hawser.inference.core.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.sampling.Sampler;
import org.hawser.inference.core.sampling.TokenSet;
import org.hawser.inference.core.tokenizer.bpe.GgufTokenizers;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a model wants to cite, it cites what it was given.
class CitingAnswersTest {
  private static final Set<Integer> SOURCES = Set.of(1, 2, 12);
  private static final Pattern MARKER =
      Pattern.compile("[\\[【](?:[\\s,;&–^#-]|\\d|sources?|and)*[]】]", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @Test
  void aModelThatAlwaysWantsAnotherNumberCitesOneItWasGiven() {
    GenerationTokenizer tokenizer =
        HuggingFaceTokenizers.fromDirectory(SharedData.require("golden/lab-model"));
    String text = obsessed(tokenizer, "It is so [99][99, 1] [99]. ");
    assertThat(text).contains("It is so [");
    assertThat(cited(text)).isNotEmpty();
    assertThat(SOURCES).containsAll(cited(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-2", "starcoder", "deepseek-coder", "falcon", "llama-spm", "phi-3"})
  void soDoModelsWithTokensOfSeveralDigitsAndBrackets(String name) throws IOException {
    try (GgufFile file = GgufFile.open(vocabulary(name))) {
      GenerationTokenizer tokenizer = GgufTokenizers.read(file);
      for (String wish : List.of("So [99]. ", "So [1][99][2, 99]. ", "So [12][13] [source 7]. ")) {
        String text = obsessed(tokenizer, wish);
        assertThat(text).as(wish).contains("So [");
        assertThat(SOURCES).as(text).containsAll(cited(text));
      }
    }
  }

  @Test
  void whatNobodyForbidsIsWrittenAsWished() {
    GenerationTokenizer tokenizer =
        HuggingFaceTokenizers.fromDirectory(SharedData.require("golden/lab-model"));
    String wish = "99 boats [see page 99], 12 of them [1], [2, 12] [x] [ ] [a99]. ";
    assertThat(obsessed(tokenizer, wish)).startsWith(wish);
  }

  @Test
  void randomAnswersCiteGivenSourcesOnly() {
    GenerationTokenizer tokenizer =
        HuggingFaceTokenizers.fromDirectory(SharedData.require("golden/lab-model"));
    List<Integer> all = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      Sampler sampler = new Sampler(new Sampling(1, 1, 0, 1, 0, seed, List.of()));
      String text =
          answer(
              tokenizer,
              120,
              (_, allowed) -> sampler.next(liking(tokenizer, "[ ] 0 1 2 9 , and source"), allowed));
      all.addAll(cited(text));
      assertThat(SOURCES).as("seed %d: %s", seed, text).containsAll(cited(text));
    }
    assertThat(all).contains(1, 2, 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "so [", "so [1", "so 【12", "so [1, ", "so [source ", "so [so"})
  void tokenSetsAreThoseOfTryingEveryToken(String text) throws IOException {
    try (GgufFile file = GgufFile.open(vocabulary("gpt-2"))) {
      GenerationTokenizer tokenizer = GgufTokenizers.read(file);
      CitationRule rule = new CitationRule(SOURCES);
      int size = tokenizer.vocabularySize() + 7;
      CitationTokens tokens = new CitationTokens(rule, new VocabularyPieces(tokenizer, size));
      CitationPlace place =
          after(rule, CitationPlace.OUTSIDE, text.getBytes(StandardCharsets.UTF_8));
      TokenSet allowed = tokens.allowed(place);
      for (int id = 0; id < size; id++) {
        byte[] piece = id < tokenizer.vocabularySize() ? tokenizer.bytes(id) : new byte[0];
        boolean may = after(rule, place, piece) != null;
        assertThat(allowed.contains(id)).as("token %d behind <%s>", id, text).isEqualTo(may);
      }
      assertThat(tokenizer.endTokenIds()).isNotEmpty().allMatch(allowed::contains);
    }
  }

  private static CitationPlace after(CitationRule rule, CitationPlace from, byte[] text) {
    CitationPlace place = from;
    for (int i = 0; i < text.length && place != null; i++) {
      place = rule.after(place, text[i] & 0xFF);
    }
    return place;
  }

  /// What a model writes that wants nothing but a text, over and over: of the tokens it may take
  /// the one that says most of what comes next, else the one it is told to.
  private static String obsessed(GenerationTokenizer tokenizer, String wish) {
    String wishes = wish.repeat(4);
    return answer(
        tokenizer,
        60,
        (written, allowed) -> {
          float[] logits = new float[tokenizer.vocabularySize()];
          String rest = wishes.substring(Math.min(written.length(), wishes.length()));
          for (int id = 0; id < logits.length; id++) {
            String piece = new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
            logits[id] =
                piece.isEmpty() ? -9 : rest.startsWith(piece) ? 10 + piece.length() : digits(piece);
          }
          return new Sampler(Sampling.GREEDY).next(logits, allowed);
        });
  }

  private static float digits(String piece) {
    return piece.chars().allMatch(c -> c >= '0' && c <= '9') ? 5 : piece.equals("]") ? 4 : 0;
  }

  private static float[] liking(GenerationTokenizer tokenizer, String words) {
    List<String> liked = Arrays.asList(words.split(" "));
    float[] logits = new float[tokenizer.vocabularySize()];
    for (int id = 0; id < logits.length; id++) {
      String piece = new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
      logits[id] = liked.contains(piece.strip()) ? 9 : 0;
    }
    return logits;
  }

  private static String answer(GenerationTokenizer tokenizer, int tokens, Model model) {
    Formats formats = new Formats(tokenizer, tokenizer.vocabularySize());
    FormattedAnswer answer = formats.start(new AnswerFormat.Citing(SOURCES), tokens).orElseThrow();
    int[] ids = new int[tokens];
    String text = "";
    for (int count = 0; count < tokens; count++) {
      ids[count] = answer.take(model.choose(text, answer.allowed()));
      text = tokenizer.decode(Arrays.copyOf(ids, count + 1));
      assertThat(answer.isComplete()).isFalse();
    }
    return text;
  }

  private interface Model {
    int choose(String written, TokenSet allowed);
  }

  private static List<Integer> cited(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (MatchResult marker : MARKER.matcher(text).results().toList()) {
      Matcher number = NUMBER.matcher(marker.group());
      while (number.find()) {
        numbers.add(Integer.valueOf(number.group()));
      }
    }
    return numbers;
  }

  private static Path vocabulary(String name) {
    Path folder = SharedData.require("data/tokenizers/llama.cpp/models");
    Path vocabulary = folder.resolve("ggml-vocab-" + name + ".gguf");
    Assumptions.assumeTrue(Files.exists(vocabulary), () -> "Skipped: no vocabulary of " + name);
    return vocabulary;
  }
}
