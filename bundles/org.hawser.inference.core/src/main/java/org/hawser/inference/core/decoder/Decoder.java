package org.hawser.inference.core.decoder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.core.attention.PromptVotes;
import org.hawser.inference.core.cache.CacheFile;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.KeyValueCache;
import org.hawser.inference.core.serving.MatrixKernels;
import org.hawser.inference.core.serving.ServingForm;
import org.hawser.inference.core.team.WorkerTeam;

/// A decoder with its weights packed, and a team that computes. Safe from any thread; one run at
/// a time.
public final class Decoder implements AutoCloseable {
  /// Tokens of all slices of a run together, at most.
  public static final int MOST_ROWS = 512;

  /// Rows of the embedding table bring pages of the file around them into memory. Above so many
  /// they are given back after the run.
  private static final int MANY_ROWS = 64;

  private final DecoderModel model;
  private final WorkerTeam team;
  private final CacheLayout layout;
  private final PackedDecoder packed;
  private final DecoderPass pass;
  private final List<String> kindNames;
  private final String identity;

  /// Held by runs, and by whatever changes a session.
  private final ReentrantLock turn = new ReentrantLock(true);

  private boolean closed;

  /// Computes all in f32: exact, and large.
  public Decoder(DecoderModel model, Kernels kernels, int threads) {
    this(model, kernels, new DecoderOptions(threads, ServingForm.F32, CacheFormat.F32));
  }

  /// Packs the weights. The model's files stay in use and must stay open.
  ///
  /// @param kernels engine to begin with
  /// @throws OutOfMemoryError when there is no memory for the weights
  public Decoder(DecoderModel model, Kernels kernels, DecoderOptions options) {
    this.model = model;
    this.layout = config().cacheLayout(options.cache());
    this.identity = identity(model);
    this.kindNames = config().layerKinds().names();
    this.team = new WorkerTeam(options.threads(), "hawser-decoder");
    PackedDecoder weights = null;
    DecoderPass ready = null;
    try {
      weights = new PackedDecoder(model.weights(), options.weights(), team);
      ready = new DecoderPass(model, weights, kernels, layout, team);
    } finally {
      if (ready == null) {
        if (weights != null) {
          weights.close();
        }
        team.close();
      }
    }
    packed = weights;
    pass = ready;
  }

  /// Goes on with another engine; weights stay as they are.
  public void bind(Kernels kernels) {
    exclusively(
        () -> {
          requireOpen();
          pass.bind(kernels);
          return null;
        });
  }

  /// The form most of the weights are kept in.
  public ServingForm servingForm() {
    return packed.form();
  }

  /// Tokens that can be appended to a sequence at once with exactly the logits they have one by
  /// one.
  public int rowsAlike() {
    return packed.rowsAlike();
  }

  /// The matrices of a layer and of the output, by what they are for.
  ///
  /// @param engine what many rows go through
  /// @return form, sizes and what multiplies each
  public Map<String, String> kernels(KernelsReport engine) {
    Map<String, String> kernels = new LinkedHashMap<>();
    packed
        .named()
        .forEach((name, matrix) -> kernels.put(name, MatrixKernels.describe(matrix, engine)));
    return kernels;
  }

  /// Native bytes the weights take.
  public long bytes() {
    return packed.bytes();
  }

  public DecoderConfig config() {
    return model.config();
  }

  /// Opens an empty session that attends as the model declares.
  ///
  /// @param horizon tokens it will hold at most, at least 1
  public DecoderSession openSession(int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("A session holds at least one token.");
    }
    return openSession(NativePlan.of(config(), horizon));
  }

  /// Opens an empty session.
  ///
  /// @param plan how it attends; it will hold as many tokens as the plan has rows at most
  public DecoderSession openSession(AttentionPlan plan) {
    CellOrigin none = new CellOrigin(kindNames, true);
    return new DecoderSession(this, plan, new KeyValueCache(layout), none);
  }

  /// Opens a session that was saved.
  ///
  /// @param plan how it goes on; other than the one it was saved under gives a session that is
  ///     not exact until it gets that one, or all is computed anew
  /// @throws org.hawser.inference.api.model.SavedSessionException when the file cannot be used
  /// @throws IllegalArgumentException when it holds more tokens than the plan has rows
  /// @throws IllegalStateException when there is no memory
  public DecoderSession loadSession(Path file, AttentionPlan plan) {
    CacheFile.Loaded loaded = CacheFile.read(file, identity(), layout, config().vocabSize());
    int tokens = loaded.cache().size();
    if (tokens > plan.rows()) {
      loaded.cache().close();
      throw new IllegalArgumentException(
          file + " holds " + tokens + " tokens: open it with a larger horizon.");
    }
    CellOrigin origin = new CellOrigin(kindNames, loaded.origin().plan(), plan, tokens);
    return new DecoderSession(this, plan, loaded.cache(), origin);
  }

  /// What tells this model from others: its sizes, and a checksum over some weights.
  String identity() {
    return identity;
  }

  private static String identity(DecoderModel model) {
    CRC32C sum = new CRC32C();
    sum.update(model.config().toString().getBytes(StandardCharsets.UTF_8));
    float[] row = new float[model.config().hiddenSize()];
    int vocabSize = model.config().vocabSize();
    for (int token : new int[] {0, vocabSize / 3, vocabSize / 2, vocabSize - 1}) {
      model.weights().embedding().row(token, row, 0);
      update(sum, row);
    }
    model.weights().layers().forEach(layer -> update(sum, layer.norms().attention()));
    update(sum, model.weights().outputNorm());
    return model.config().architecture() + "-" + Long.toHexString(sum.getValue());
  }

  private static void update(CRC32C sum, float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
    bytes.asFloatBuffer().put(numbers);
    sum.update(bytes);
  }

  /// Appends the next tokens of several sessions, and computes their logits where wanted. All or
  /// none of them are appended.
  ///
  /// @param slices of sessions of this decoder, together at most [#MOST_ROWS] tokens
  /// @param cancelled asked between layers; ends the run with a CancellationException
  public void run(List<Slice> slices, BooleanSupplier cancelled) {
    run(slices, null, cancelled);
  }

  /// As [#run], for one session.
  ///
  /// @param votes receives the attention of its rows; null for none
  void run(List<Slice> slices, PromptVotes votes, BooleanSupplier cancelled) {
    exclusively(
        () -> {
          int rows = requireFitting(slices);
          boolean complete = false;
          try {
            slices.forEach(slice -> slice.session().complete(cancelled));
            slices.forEach(slice -> slice.session().extend(slice.ids(), slice.from(), slice.to()));
            pass.run(slices, votes, cancelled);
            complete = true;
            if (rows > MANY_ROWS) {
              model.weights().embedding().unload();
            }
          } finally {
            for (Slice slice : slices) {
              slice.session().endRun(complete);
            }
          }
          return null;
        });
  }

  private static int requireFitting(List<Slice> slices) {
    int rows = 0;
    for (Slice slice : slices) {
      slice.session().requireFitting(slice.ids(), slice.from(), slice.to());
      rows += slice.rows();
    }
    if (rows < 1 || rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "A run takes 1 to " + MOST_ROWS + " tokens, not " + rows + ".");
    }
    return rows;
  }

  /// Does something while no run is on.
  <T> T exclusively(Supplier<T> action) {
    turn.lock();
    try {
      return action.get();
    } finally {
      turn.unlock();
    }
  }

  /// @throws IllegalArgumentException when one is not of the vocabulary
  void requireTokens(int[] ids, int from, int to) {
    for (int i = from; i < to; i++) {
      if (ids[i] < 0 || ids[i] >= config().vocabSize()) {
        throw new IllegalArgumentException(
            "The model has no token " + ids[i] + ": use the model's own tokenizer.");
      }
    }
  }

  /// @throws IllegalStateException when the model has been unloaded
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The model has been unloaded: load it again.");
    }
  }

  List<String> kindNames() {
    return kindNames;
  }

  /// Frees the packed weights; sessions fail from then on.
  @Override
  public void close() {
    exclusively(
        () -> {
          if (!closed) {
            closed = true;
            pass.close();
            packed.close();
            team.close();
          }
          return null;
        });
  }
}
