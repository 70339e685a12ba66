package org.hawser.inference.core.bert;

import java.util.List;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.text.TextEncoder;
import org.hawser.inference.core.math.RowMath;
import org.hawser.inference.core.tokenizer.WordPieceTokenizer;

/// A BERT encoder that runs on whatever engine is the best at hand.
public final class BertEncoder implements TextEncoder, AutoCloseable {
  /// An engine can vanish in the middle of a sequence; it is then encoded again with the next.
  private static final int ATTEMPTS = 8;

  private final BertModel model;
  private final EngineBinding engines;
  private final RowMath math;
  private final EncoderWorkers workers;

  /// Starts the worker threads.
  ///
  /// @param threads sequences encoded at the same time
  public BertEncoder(BertModel model, EngineBinding engines, RowMath math, int threads) {
    this.model = model;
    this.engines = engines;
    this.math = math;
    this.workers = new EncoderWorkers(threads, SequenceWorker::new);
  }

  @Override
  public String modelId() {
    return model.id() + "/" + model.storedAs();
  }

  @Override
  public WordPieceTokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public int hiddenSize() {
    return model.weights().config().hiddenSize();
  }

  @Override
  public int maxPositionEmbeddings() {
    return model.weights().config().maxPositionEmbeddings();
  }

  @Override
  public float[][] encode(List<int[]> sequences) {
    sequences.forEach(this::requireValid);
    return workers.run(sequences);
  }

  private void requireValid(int[] sequence) {
    int longest = maxPositionEmbeddings();
    if (sequence.length < 1 || sequence.length > longest) {
      throw new IllegalArgumentException(
          "A sequence has 1 to " + longest + " tokens, not " + sequence.length + ": split it.");
    }
    int vocabSize = model.weights().config().vocabSize();
    for (int id : sequence) {
      if (id < 0 || id >= vocabSize) {
        throw new IllegalArgumentException(
            "Token " + id + " is not in the vocabulary of " + vocabSize + ": use its tokenizer.");
      }
    }
  }

  /// The engine in use has changed.
  public void engineChanged() {
    workers.wake();
  }

  @Override
  public void close() {
    workers.close();
  }

  /// One thread's stream and memory.
  private final class SequenceWorker implements EncoderWorkers.Worker {
    private final Workspace space = new Workspace(model.weights().config());
    private final ForwardPass pass = new ForwardPass(model.weights(), math, space);
    private PackedBert packed;
    private KernelStream stream;

    @Override
    public float[] encode(int[] sequence) {
      IllegalStateException last = null;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        useCurrentEngine();
        try {
          if (stream == null) {
            stream = packed.kernels().openStream(1);
          }
          return pass.run(packed, stream, sequence, model.pooling());
        } catch (IllegalStateException e) {
          last = e;
          engines.lost(packed);
          leaveEngine();
        }
      }
      throw new IllegalStateException(
          "The matrix kernels stopped again and again while a text was encoded: check the log.",
          last);
    }

    private void useCurrentEngine() {
      if (packed == null || !engines.isCurrent(packed)) {
        leaveEngine();
        packed = engines.acquire();
      }
    }

    private void leaveEngine() {
      if (stream != null) {
        closeStream();
        stream = null;
      }
      if (packed != null) {
        packed.release();
        packed = null;
      }
    }

    /// The stream of an engine that has gone may say so.
    private void closeStream() {
      try {
        stream.close();
      } catch (IllegalStateException _) {
        return;
      }
    }

    @Override
    public void idle() {
      if (packed != null && !engines.isCurrent(packed)) {
        leaveEngine();
      }
    }

    @Override
    public void close() {
      leaveEngine();
      space.close();
    }
  }
}
