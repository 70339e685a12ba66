package org.hawser.inference.core.tokenizer.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// The vocabulary of stories260K (llama2.c format): longest token, then score, length and text of
/// each token, spaces as they are.
class Llama2cTokenizerTest {
  @Test
  void decodesTheGoldenStory() throws IOException {
    BpeTokenizer tokenizer = read(SharedData.require("data/models/stories260K/tok512.bin"));
    JsonNode golden = ModelJson.read(SharedData.require("data/models/stories260K-golden.json"));
    int[] ids =
        golden.path("greedy_token_ids_200").valueStream().mapToInt(JsonNode::asInt).toArray();
    String text = golden.path("expected_text_200").asText();
    assertThat(tokenizer.decode(ids)).startsWith(text.strip());
    EncodingChecks.check(tokenizer, text, tokenizer.encode(text));
    assertThat(tokenizer.encode("Once upon a time").ids()).startsWith(ids[1], ids[2], ids[3]);
  }

  private static BpeTokenizer read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.getInt();
    List<String> tokens = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    while (bytes.hasRemaining()) {
      scores.add(bytes.getFloat());
      byte[] text = new byte[bytes.getInt()];
      bytes.get(text);
      tokens.add(new String(text, StandardCharsets.UTF_8).replace(' ', CharacterSymbols.SPACE));
    }
    TokenKind[] kinds = new TokenKind[tokens.size()];
    Arrays.fill(kinds, TokenKind.NORMAL);
    kinds[0] = TokenKind.UNKNOWN;
    Arrays.fill(kinds, 1, 3, TokenKind.CONTROL);
    Arrays.fill(kinds, 3, 259, TokenKind.BYTE);
    Vocabulary vocabulary = new Vocabulary(tokens, kinds);
    float[] all = new float[scores.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = scores.get(i);
    }
    return new BpeTokenizer(
        vocabulary,
        new CharacterSymbols(vocabulary, Merges.fromScores(vocabulary, all), 0, false),
        List.of(
            TextNormalizer.Prepend.always(String.valueOf(CharacterSymbols.SPACE)),
            new TextNormalizer.Replace(" ", String.valueOf(CharacterSymbols.SPACE))),
        List.of(),
        List.of(),
        SpecialIds.of(vocabulary, OptionalInt.of(1), OptionalInt.of(2), true, Set.of()),
        true);
  }
}
