package org.hawser.inference.core.generation;

import java.nio.file.Path;
import java.util.Optional;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.DecoderModel;
import org.hawser.inference.core.decoder.DecoderOptions;
import org.hawser.inference.core.decoder.GgufModel;
import org.hawser.inference.core.decoder.HuggingFaceModel;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.scheduling.BatchedDecoder;
import org.hawser.inference.core.scheduling.StepLimits;
import org.hawser.inference.core.serving.ServingForm;
import org.hawser.inference.core.tokenizer.bpe.BpeTokenizer;
import org.hawser.inference.core.tokenizer.bpe.GgufTokenizers;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.testkit.SharedData;

/// A small model, loaded.
final class TestModel implements AutoCloseable {
  static final GenerationLimits LIMITS = new GenerationLimits(4, 16, 2000);

  final BpeTokenizer tokenizer;
  final Decoder decoder;
  private final BatchedDecoder batched;
  private final JavaKernels kernels = new JavaKernels();

  private TestModel(DecoderModel model, BpeTokenizer tokenizer, ServingForm form) {
    this.tokenizer = tokenizer;
    this.decoder = new Decoder(model, kernels, new DecoderOptions(1, form, CacheFormat.F32));
    this.batched = new BatchedDecoder(decoder, StepLimits.DEFAULT);
  }

  /// Trained on stories; context of 512.
  static TestModel stories() {
    return stories(ServingForm.F32);
  }

  static TestModel stories(ServingForm form) {
    return directory(SharedData.require("data/models/tinystories-656k"), form);
  }

  /// Trained on books, and to copy; context of 256.
  static TestModel books(ServingForm form) {
    return directory(SharedData.require("golden/lab-model"), form);
  }

  private static TestModel directory(Path directory, ServingForm form) {
    return new TestModel(
        HuggingFaceModel.read(directory), HuggingFaceTokenizers.fromDirectory(directory), form);
  }

  static TestModel gguf(GgufFile file) {
    return new TestModel(GgufModel.read(file), GgufTokenizers.read(file), ServingForm.F32);
  }

  Generator generator(GenerationLimits limits) {
    return new Generator(
        tokenizer,
        Optional.empty(),
        decoder.config().vocabSize(),
        AnswerContexts.ofModel(
            decoder.config().contextLength(), rows -> NativePlan.of(decoder.config(), rows)),
        batched::openSession,
        limits.withRowsAlike(decoder.rowsAlike()));
  }

  /// One answer, made by a generator of its own.
  GenerationResult answer(GenerationRequest request) throws InterruptedException {
    try (Generator generator = generator(LIMITS)) {
      return generator.generate(request, GenerationListener.NONE).result();
    }
  }

  @Override
  public void close() {
    batched.close();
    decoder.close();
    kernels.stop();
  }
}
