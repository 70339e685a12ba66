package org.hawser.inference.core.tokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hawser.inference.core.bert.BertConfig;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.Pooling;
import org.hawser.inference.core.bert.SafetensorsBert;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.testkit.SharedData;

/// Models for tests.
public final class TestModels {
  private TestModels() {}

  /// The tiny random BERT beside the project, with a tokenizer of three words.
  public static BertModel tinyBert() {
    Path directory = SharedData.require("golden/models/tiny-bert");
    try {
      byte[] file = Files.readAllBytes(directory.resolve("model.safetensors"));
      Map<String, Integer> ids = Map.of("[UNK]", 0, "[CLS]", 1, "[SEP]", 2);
      return new BertModel(
          "tiny",
          "float",
          SafetensorsBert.read(
              Safetensors.read(MemorySegment.ofArray(file)),
              BertConfig.read(ModelJson.read(directory.resolve("config.json")))),
          new WordPieceTokenizer(
              new WordPieceVocabulary(ids, "[UNK]", "[CLS]", "[SEP]", "##", 100),
              new BertNormalizer(true, true, true, true)),
          Pooling.CLS,
          "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
