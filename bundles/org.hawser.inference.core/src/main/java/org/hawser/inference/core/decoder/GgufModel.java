package org.hawser.inference.core.decoder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.inference.core.quant.GgmlType;

/// Reads decoders from GGUF files.
public final class GgufModel {
  private GgufModel() {}

  /// What the header of a file says; no weights are read but RoPE factors.
  public static DecoderHeader header(GgufFile file) {
    Map<String, Long> byType = new HashMap<>();
    for (GgufTensor tensor : file.tensors()) {
      byType.merge(tensor.type().map(GgmlType::name).orElse("?"), tensor.size(), Long::sum);
    }
    return new DecoderHeader(
        GgufConfig.read(file), WeightCount.total(byType), WeightCount.most(byType), matrices(file));
  }

  private static List<StoredMatrix> matrices(GgufFile file) {
    boolean tied = file.tensor("output.weight").isEmpty();
    return file.tensors().stream()
        .filter(tensor -> tensor.shape().length == 2 && tensor.type().isPresent())
        .filter(tensor -> tied || !tensor.name().equals("token_embd.weight"))
        .map(
            tensor ->
                new StoredMatrix(
                    Math.toIntExact(tensor.shape()[0]),
                    Math.toIntExact(tensor.shape()[1]),
                    tensor.type().get()))
        .toList();
  }

  /// The model in a file; it reads weights from the file while it lives.
  public static DecoderModel read(GgufFile file) {
    DecoderHeader header = header(file);
    DecoderConfig config = header.config();
    // Files of this architecture have rotary pairs side by side, all others in halves.
    boolean neighbours = config.architecture().equals("llama");
    WeightBinder binder =
        new WeightBinder(
            config,
            TensorNames.GGUF,
            neighbours,
            name -> file.tensor(name).map(WeightTensor.Gguf::new));
    return new DecoderModel(config, binder.bind(), header.parameters(), header.storedForm());
  }
}
