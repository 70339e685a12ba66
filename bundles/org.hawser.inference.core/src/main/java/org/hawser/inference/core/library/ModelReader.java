package org.hawser.inference.core.library;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.DecoderOptions;
import org.hawser.inference.core.generation.GenerationLimits;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads models for the library; what formats, forms and engines there are is known here alone.
final class ModelReader {
  private final Supplier<Optional<ContextStrategies>> strategies;
  private final CacheFormat cache;
  private final int threads;
  private final int answers;
  private final int waiting;
  private final long keptBytes;

  /// @param strategies the context strategies there are
  ModelReader(LibrarySettings settings, Supplier<Optional<ContextStrategies>> strategies) {
    this.strategies = strategies;
    this.cache = settings.cache();
    this.threads = settings.threads();
    this.answers = settings.answers();
    this.waiting = settings.waiting();
    this.keptBytes = settings.keptBytes();
  }

  /// Reads the headers of a model's files.
  ///
  /// @throws ModelUnavailableException one sentence when they are broken or unsupported
  ModelHeader header(ModelFiles files) {
    try (ModelSource source = ModelSource.open(files)) {
      return ModelHeader.of(
          source.header(), cache, source.licence(), source.template().isPresent());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | InternalError e) {
      throw unreadable(files, e);
    }
  }

  /// Loads a model.
  ///
  /// @throws ModelUnavailableException one sentence
  LoadedModel load(
      String modelId, ModelFiles files, ModelHeader header, ServingForm form, Kernels kernels) {
    ModelSource source = null;
    Decoder decoder = null;
    try {
      source = ModelSource.open(files);
      decoder =
          new Decoder(
              source.decoder(), kernels, new DecoderOptions(threads, CoreForms.of(form), cache));
      String word = CoreForms.of(decoder.servingForm()).word();
      return new LoadedModel(
          header.description(modelId, word), source, decoder, strategies, limits(header));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | InternalError e) {
      if (decoder != null) {
        decoder.close();
      }
      if (source != null) {
        source.close();
      }
      throw unreadable(files, e);
    }
  }

  private GenerationLimits limits(ModelHeader header) {
    long perThousand = header.memory().cacheBytesPerThousandTokens();
    long kept = 1000 * keptBytes / Math.max(1, perThousand);
    return new GenerationLimits(answers, waiting, (int) Math.min(kept, Integer.MAX_VALUE));
  }

  private static ModelUnavailableException unreadable(ModelFiles files, Throwable e) {
    String sentence =
        switch (e) {
          case ModelUnavailableException known -> known.getMessage();
          case ModelFormatException known -> known.getMessage();
          case OutOfMemoryError _ ->
              files.name()
                  + " does not fit into memory: choose a smaller serving form or a smaller model.";
          case InternalError _ ->
              files.name()
                  + " was changed while it was read: copy it under another name and rename it.";
          case IllegalStateException _ ->
              "The matrix kernels were stopped while "
                  + files.name()
                  + " was being loaded: ask again.";
          default ->
              String.format(
                  Locale.ROOT, "%s cannot be read (%s): download it anew.", files.name(), e);
        };
    Reason reason =
        switch (e) {
          case ModelUnavailableException known -> known.reason();
          case IllegalStateException _ -> Reason.STOPPING;
          default -> Reason.BROKEN;
        };
    return new ModelUnavailableException(reason, sentence, e);
  }
}
