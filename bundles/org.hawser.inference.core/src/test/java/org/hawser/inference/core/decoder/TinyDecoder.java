package org.hawser.inference.core.decoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.Eviction;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.LayerPlan;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.quant.GgmlType;
import org.hawser.inference.core.reference.ReferenceLlama;
import org.hawser.inference.core.reference.ReferenceModels;
import org.hawser.inference.core.serving.ServingForm;

/// A small model of random weights, and plans for it.
final class TinyDecoder implements AutoCloseable {
  private final JavaKernels kernels = new JavaKernels();
  private final GgufFile file;
  final Decoder decoder;

  TinyDecoder(Path folder, int seed, int threads, CacheFormat format) throws IOException {
    this(folder, seed, threads, ServingForm.F32, format);
  }

  TinyDecoder(Path folder, int seed, int threads, ServingForm form, CacheFormat format)
      throws IOException {
    Path path = folder.resolve("model" + seed + ".gguf");
    new RandomModel(ModelShape.named("tiny"), GgmlType.Q8_0, seed).write(path);
    file = GgufFile.open(path);
    DecoderOptions options = new DecoderOptions(threads, form, format);
    decoder = new Decoder(GgufModel.read(file), kernels, options);
  }

  static int[] ids(int seed, int count) {
    return new Random(seed).ints(count, 3, 512).toArray();
  }

  AttentionPlan plain(int rows) {
    return NativePlan.of(decoder.config(), rows);
  }

  /// Positions divided.
  AttentionPlan linear(int rows, double factor) {
    LayerPlan plain = plain(rows).layer("full");
    double[] frequencies = plain.table().frequencies();
    for (int j = 0; j < frequencies.length; j++) {
      frequencies[j] /= factor;
    }
    return new AttentionPlan(Map.of("full", plain.withTable(new RopeTable(frequencies, 1))));
  }

  /// A few first cells and the last ones.
  AttentionPlan streaming(int rows, int sinks, int recent) {
    Span first =
        Span.of(
            rows,
            row -> 0,
            row -> Math.min(sinks, row + 1),
            row -> Math.min(row, sinks + recent),
            KeyPositions.STORED);
    Span last =
        Span.of(
            rows,
            row -> Math.max(sinks, row + 1 - recent),
            row -> row + 1,
            row -> row,
            KeyPositions.STORED);
    LayerPlan plain = plain(rows).layer("full");
    return new AttentionPlan(Map.of("full", plain.withSpans(List.of(first, last))));
  }

  /// The same model, computed plainly in double precision.
  ReferenceLlama reference() {
    return ReferenceModels.gguf(file);
  }

  /// A plan that also gives cells of a prompt up.
  static AttentionPlan evicting(AttentionPlan plan, Eviction eviction) {
    return new AttentionPlan(Map.of("full", plan.layer("full").withEviction(eviction)));
  }

  float[] fresh(AttentionPlan plan, int[] ids) {
    try (DecoderSession session = decoder.openSession(plan)) {
      return session.append(ids);
    }
  }

  @Override
  public void close() {
    decoder.close();
    file.close();
    kernels.stop();
  }
}
