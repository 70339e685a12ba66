package org.hawser.benchmarks.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.text.Tokenizer;

/// A BERT embedding model run by ONNX Runtime, the way Java programs use it: tokenize, pad the
/// batch, run, take the first token's state, normalise.
public final class OnnxRuntimePeer implements AutoCloseable {
  private static final int CLASSIFIER = 101;
  private static final int SEPARATOR = 102;
  private static final int MAX_TOKENS = 512;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Tokenizer tokenizer;

  /// @param model the `.onnx` file
  /// @param threads threads one run may use
  public OnnxRuntimePeer(byte[] model, Tokenizer tokenizer, int threads) throws OrtException {
    this.tokenizer = tokenizer;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
    }
  }

  /// Embeds texts as one batch.
  public float[][] embed(List<String> texts) throws OrtException {
    return encode(texts.stream().map(this::sequence).toList());
  }

  private int[] sequence(String text) {
    int[] ids = tokenizer.encode(text).ids();
    int kept = Math.min(ids.length, MAX_TOKENS - 2);
    int[] sequence = new int[kept + 2];
    sequence[0] = CLASSIFIER;
    System.arraycopy(ids, 0, sequence, 1, kept);
    sequence[kept + 1] = SEPARATOR;
    return sequence;
  }

  /// Encodes token ids as one batch, padded to the longest.
  public float[][] encode(List<int[]> sequences) throws OrtException {
    int longest = sequences.stream().mapToInt(ids -> ids.length).max().orElse(0);
    long[][] ids = new long[sequences.size()][longest];
    long[][] mask = new long[sequences.size()][longest];
    for (int i = 0; i < ids.length; i++) {
      int[] sequence = sequences.get(i);
      for (int j = 0; j < sequence.length; j++) {
        ids[i][j] = sequence[j];
      }
      Arrays.fill(mask[i], 0, sequence.length, 1);
    }
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, new long[sequences.size()][longest]);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", typeTensor))) {
      float[][][] states = (float[][][]) result.get(0).getValue();
      return Arrays.stream(states).map(tokens -> unitLength(tokens[0])).toArray(float[][]::new);
    }
  }

  private static float[] unitLength(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / Math.sqrt(squares));
    }
    return unit;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
