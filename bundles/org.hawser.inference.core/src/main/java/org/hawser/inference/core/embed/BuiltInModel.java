package org.hawser.inference.core.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.hawser.inference.core.bert.BertConfig;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.BertWeights;
import org.hawser.inference.core.bert.Pooling;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.onnx.OnnxBert;
import org.hawser.inference.core.tokenizer.TokenizerFiles;
import org.hawser.inference.core.tokenizer.WordPieceTokenizer;

/// bge-small-en-v1.5 with int8 weights, which the bundle carries.
public final class BuiltInModel {
  private static final String NAME = "bge-small-en-v1.5";
  private static final String INSTRUCTION =
      "Represent this sentence for searching relevant passages: ";

  private BuiltInModel() {}

  /// Reads the model.
  public static BertModel load() {
    CompletableFuture<WordPieceTokenizer> tokenizer =
        CompletableFuture.supplyAsync(BuiltInModel::tokenizer);
    BertConfig config =
        BertConfig.read(ModelJson.read("config.json", resource(NAME + "-config.json")));
    BertWeights weights = OnnxBert.read(ByteBuffer.wrap(resource(NAME + "-q.onnx")), config);
    return new BertModel(NAME, "int8", weights, tokenizer.join(), Pooling.CLS, INSTRUCTION);
  }

  private static WordPieceTokenizer tokenizer() {
    return TokenizerFiles.fromJson(
        ModelJson.read("tokenizer.json", resource(NAME + "-q-tokenizer.json")));
  }

  private static byte[] resource(String name) {
    try (InputStream in = BuiltInModel.class.getResourceAsStream("/model/" + name)) {
      if (in == null) {
        throw new ModelFormatException(
            "The bundle lacks its model file " + name + ": build it anew.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelFormatException("The model in the bundle cannot be read: replace it.", e);
    }
  }
}
