package org.hawser.answer.reply;

import java.util.OptionalInt;
import java.util.Set;
import org.hawser.inference.api.text.Detokenizer;
import org.hawser.inference.api.text.GenerationTokenizer;

/// Counts words; knows no token.
final class WordTokenizer implements GenerationTokenizer {
  @Override
  public Encoding encode(String text) {
    int words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
    return new Encoding(new int[words], new int[words], new int[words]);
  }

  @Override
  public int vocabularySize() {
    return 1;
  }

  @Override
  public Encoding encodeWithSpecials(String text) {
    return encode(text);
  }

  @Override
  public String literal(String text) {
    return text;
  }

  @Override
  public String decode(int[] ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Detokenizer detokenizer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String token(int id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] bytes(int id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalInt tokenId(String token) {
    return OptionalInt.empty();
  }

  @Override
  public boolean isSpecial(int id) {
    return false;
  }

  @Override
  public OptionalInt bosTokenId() {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt eosTokenId() {
    return OptionalInt.empty();
  }

  @Override
  public boolean addsBosToken() {
    return false;
  }

  @Override
  public Set<Integer> endTokenIds() {
    return Set.of();
  }
}
