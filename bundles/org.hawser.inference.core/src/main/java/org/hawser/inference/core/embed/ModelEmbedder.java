package org.hawser.inference.core.embed;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.embed.Embedder;
import org.hawser.inference.core.bert.BertEncoder;
import org.hawser.inference.core.tokenizer.WordPieceTokenizer;

/// Embeds text with a BERT encoder.
public final class ModelEmbedder implements Embedder {
  /// `[CLS]` and `[SEP]`.
  private static final int SPECIAL_TOKENS = 2;

  private final String modelId;
  private final BertEncoder encoder;
  private final WordPieceTokenizer tokenizer;
  private final String queryInstruction;

  /// @param queryInstruction put in front of a question; may be empty
  public ModelEmbedder(String modelId, BertEncoder encoder, String queryInstruction) {
    this.modelId = modelId;
    this.encoder = encoder;
    this.tokenizer = encoder.tokenizer();
    this.queryInstruction = queryInstruction;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  @Override
  public int dimensions() {
    return encoder.hiddenSize();
  }

  @Override
  public int maxTokens() {
    return encoder.maxPositionEmbeddings() - SPECIAL_TOKENS;
  }

  @Override
  public int[] tokenStarts(String text) {
    return tokenizer.encode(text).starts();
  }

  @Override
  public float[][] embedDocuments(List<String> texts) {
    List<int[]> sequences = new ArrayList<>(texts.size());
    for (String text : texts) {
      sequences.add(sequence(text));
    }
    return encoder.encode(sequences);
  }

  @Override
  public float[] embedQuery(String text) {
    return encoder.encode(List.of(sequence(queryInstruction + text)))[0];
  }

  /// `[CLS]` text `[SEP]`, the text cut to what fits.
  private int[] sequence(String text) {
    int[] ids = tokenizer.encode(text).ids();
    int kept = Math.min(ids.length, maxTokens());
    int[] sequence = new int[kept + SPECIAL_TOKENS];
    sequence[0] = tokenizer.classifierToken();
    System.arraycopy(ids, 0, sequence, 1, kept);
    sequence[kept + 1] = tokenizer.separatorToken();
    return sequence;
  }
}
