package org.hawser.inference.core.tokenizer.bpe;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.hawser.inference.api.text.Detokenizer;
import org.hawser.inference.api.text.GenerationTokenizer;

/// A byte-pair tokenizer of either kind. Immutable.
public final class BpeTokenizer implements GenerationTokenizer {
  private final Vocabulary vocabulary;
  private final SymbolSource source;
  private final List<TextNormalizer> normalizers;
  private final List<Splitter> splitters;
  private final AddedTokens addedTokens;
  private final SpecialIds specials;
  private final boolean stripsFirstSpace;

  /// @param stripsFirstSpace whether decoded text loses the space that normalisation put before it
  BpeTokenizer(
      Vocabulary vocabulary,
      SymbolSource source,
      List<TextNormalizer> normalizers,
      List<Splitter> splitters,
      List<AddedToken> addedTokens,
      SpecialIds specials,
      boolean stripsFirstSpace) {
    this.vocabulary = vocabulary;
    this.source = source;
    this.normalizers = List.copyOf(normalizers);
    this.splitters = List.copyOf(splitters);
    this.addedTokens = new AddedTokens(addedTokens);
    this.specials = specials;
    this.stripsFirstSpace = stripsFirstSpace;
  }

  @Override
  public Encoding encode(String text) {
    return encode(text, false);
  }

  @Override
  public Encoding encodeWithSpecials(String text) {
    return encode(text, true);
  }

  private Encoding encode(String text, boolean markers) {
    Tokens tokens = new Tokens(text.length());
    Symbols symbols = new Symbols();
    addedTokens.split(
        text,
        markers,
        new AddedTokens.Parts() {
          @Override
          public void token(int id, int from, int to) {
            tokens.add(id, from, to);
          }

          @Override
          public void text(int from, int to) {
            AlignedText part = AlignedText.of(text, from, to);
            encodePart(markers ? AddedTokens.withoutGuards(part) : part, symbols, tokens);
          }
        });
    return tokens.encoding();
  }

  private void encodePart(AlignedText part, Symbols symbols, Tokens tokens) {
    AlignedText normalized = TextNormalizer.applyAll(normalizers, part);
    split(normalized, 0, normalized.text().length(), 0, symbols, tokens);
  }

  private void split(AlignedText text, int from, int to, int step, Symbols symbols, Tokens tokens) {
    if (step == splitters.size()) {
      source.encode(text, from, to, symbols, tokens);
      return;
    }
    splitters
        .get(step)
        .split(text.text(), from, to, (a, b) -> split(text, a, b, step + 1, symbols, tokens));
  }

  @Override
  public String literal(String text) {
    return addedTokens.literal(text);
  }

  @Override
  public String decode(int[] ids) {
    Utf8Joiner joiner = new Utf8Joiner(stripsFirstSpace);
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      if (!isSpecial(id)) {
        text.append(joiner.append(source.bytes(id)));
      }
    }
    return text.append(joiner.finish()).toString();
  }

  @Override
  public Detokenizer detokenizer() {
    return new StreamingDetokenizer(this, new Utf8Joiner(stripsFirstSpace));
  }

  @Override
  public byte[] bytes(int id) {
    return isSpecial(id) ? new byte[0] : source.bytes(id);
  }

  @Override
  public int vocabularySize() {
    return vocabulary.size();
  }

  @Override
  public String token(int id) {
    return vocabulary.token(id);
  }

  @Override
  public OptionalInt tokenId(String token) {
    int id = vocabulary.id(token);
    return id == Vocabulary.ABSENT ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public boolean isSpecial(int id) {
    return vocabulary.isSpecial(id);
  }

  @Override
  public OptionalInt bosTokenId() {
    return specials.bos();
  }

  @Override
  public OptionalInt eosTokenId() {
    return specials.eos();
  }

  @Override
  public boolean addsBosToken() {
    return specials.addsBos();
  }

  @Override
  public Set<Integer> endTokenIds() {
    return specials.ends();
  }
}
