package org.hawser.inference.core.embed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.hawser.inference.core.bert.BertConfig;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.Pooling;
import org.hawser.inference.core.bert.SafetensorsBert;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.inference.core.tokenizer.TokenizerFiles;
import org.hawser.inference.core.tokenizer.WordPieceTokenizer;

/// A Hugging Face model directory: `config.json`, `model.safetensors`, `tokenizer.json` or
/// `vocab.txt`, and sentence-transformers' `1_Pooling/config.json` where there is one.
final class DirectoryModel {
  private static final long CHUNK = 1L << 30;

  private final Path directory;

  DirectoryModel(Path directory) {
    this.directory = directory;
  }

  /// @param chosen pooling to use, or empty for what the model says, which without a word is the
  ///     mean
  BertModel load(Optional<Pooling> chosen) {
    if (!Files.isDirectory(directory)) {
      throw new ModelFormatException(
          "There is no model directory " + directory + ": correct modelDirectory or create it.");
    }
    BertConfig config = BertConfig.read(ModelJson.read(directory.resolve("config.json")));
    WordPieceTokenizer tokenizer = TokenizerFiles.fromDirectory(directory);
    if (tokenizer.vocabularySize() > config.vocabSize()) {
      throw new ModelFormatException(
          "The tokenizer has "
              + tokenizer.vocabularySize()
              + " tokens and the model "
              + config.vocabSize()
              + ": copy both from the same model.");
    }
    requireNoFurtherLayers();
    Pooling pooling = chosen.orElseGet(this::storedPooling);
    MemorySegment file = map(directory.resolve("model.safetensors"));
    return new BertModel(
        directory.getFileName() + "-" + fingerprint(file, pooling),
        "float",
        SafetensorsBert.read(Safetensors.read(file), config),
        tokenizer,
        pooling,
        queryInstruction());
  }

  /// sentence-transformers can put a dense layer behind the pooling.
  private void requireNoFurtherLayers() {
    Path modules = directory.resolve("modules.json");
    try {
      if (Files.exists(modules)
          && Files.size(modules) < 1 << 20
          && Files.readString(modules, StandardCharsets.UTF_8).contains("models.Dense")) {
        throw new ModelFormatException(
            "The model has a dense layer behind its pooling, which is not supported: use another.");
      }
    } catch (IOException e) {
      throw new ModelFormatException("Cannot read " + modules + ": check its permissions.", e);
    }
  }

  private Pooling storedPooling() {
    Path file = directory.resolve("1_Pooling/config.json");
    if (!Files.exists(file)) {
      return Pooling.MEAN;
    }
    JsonNode json = ModelJson.read(file);
    if (json.path("pooling_mode_cls_token").asBoolean(false)) {
      return Pooling.CLS;
    }
    if (json.path("pooling_mode_mean_tokens").asBoolean(false)) {
      return Pooling.MEAN;
    }
    throw new ModelFormatException(
        "The model pools in a way that is not supported: use one that pools cls or mean.");
  }

  private String queryInstruction() {
    Path file = directory.resolve("config_sentence_transformers.json");
    if (!Files.exists(file)) {
      return "";
    }
    return ModelJson.read(file).path("prompts").path("query").asText("");
  }

  private static MemorySegment map(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(
          "The model directory has no model.safetensors: convert the model to this format.", e);
    } catch (IOException e) {
      throw new ModelFormatException("Cannot read " + file + ": check its permissions.", e);
    }
  }

  /// Other weights under the same directory name must not be taken for the same model.
  private static String fingerprint(MemorySegment file, Pooling pooling) {
    CRC32C sum = new CRC32C();
    sum.update(pooling.ordinal());
    for (long from = 0; from < file.byteSize(); from += CHUNK) {
      long bytes = Math.min(CHUNK, file.byteSize() - from);
      sum.update(file.asSlice(from, bytes).asByteBuffer());
    }
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
