package org.hawser.inference.core.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.chat.ChatTemplate;
import org.hawser.inference.core.chat.ChatTemplates;
import org.hawser.inference.core.decoder.DecoderHeader;
import org.hawser.inference.core.decoder.DecoderModel;
import org.hawser.inference.core.decoder.GgufModel;
import org.hawser.inference.core.decoder.HuggingFaceModel;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.tokenizer.bpe.GgufTokenizers;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;

/// A model's files, opened and mapped.
sealed interface ModelSource extends AutoCloseable {
  /// Opens the files and checks their headers.
  ///
  /// @throws ModelFormatException one sentence
  static ModelSource open(ModelFiles files) {
    return files.directory()
        ? new Directory(files.path(), Arena.ofShared())
        : new Gguf(GgufFile.open(files.path()));
  }

  DecoderHeader header();

  DecoderModel decoder();

  GenerationTokenizer tokenizer();

  Optional<ChatTemplate> template();

  /// Licence the files name, or empty.
  String licence();

  /// Unmaps the files.
  @Override
  void close();

  /// A GGUF file.
  record Gguf(GgufFile file) implements ModelSource {
    @Override
    public DecoderHeader header() {
      return GgufModel.header(file);
    }

    @Override
    public DecoderModel decoder() {
      return GgufModel.read(file);
    }

    @Override
    public GenerationTokenizer tokenizer() {
      return GgufTokenizers.read(file);
    }

    @Override
    public Optional<ChatTemplate> template() {
      return ChatTemplates.of(file);
    }

    @Override
    public String licence() {
      return file.metadata().text("general.license").orElse("");
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /// A Hugging Face directory.
  ///
  /// @param arena holds the mapping
  record Directory(Path path, Arena arena) implements ModelSource {
    private static final String LICENCE = "license:";
    private static final int FRONT_MATTER_LINES = 200;

    @Override
    public DecoderHeader header() {
      if (Files.notExists(path.resolve("tokenizer.json"))) {
        throw new ModelFormatException(
            "The model directory has no tokenizer.json: copy it from the model.");
      }
      return HuggingFaceModel.header(path);
    }

    @Override
    public DecoderModel decoder() {
      return HuggingFaceModel.read(path, arena);
    }

    @Override
    public GenerationTokenizer tokenizer() {
      return HuggingFaceTokenizers.fromDirectory(path);
    }

    @Override
    public Optional<ChatTemplate> template() {
      return ChatTemplates.of(path);
    }

    /// From the front matter of the model card.
    @Override
    public String licence() {
      try (Stream<String> lines = Files.lines(path.resolve("README.md"), StandardCharsets.UTF_8)) {
        return lines
            .limit(FRONT_MATTER_LINES)
            .filter(line -> line.startsWith(LICENCE))
            .map(line -> line.substring(LICENCE.length()).strip())
            .findFirst()
            .orElse("");
      } catch (IOException | UncheckedIOException _) {
        return "";
      }
    }

    @Override
    public void close() {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }
}
