package org.hawser.inference.core.decoder;

import java.util.HashMap;
import java.util.Map;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.inference.core.quant.GgmlType;

/// Reads decoders from GGUF files.
public final class GgufModel {
  private GgufModel() {}

  /// The model in a file; it reads weights from the file while it lives.
  public static DecoderModel read(GgufFile file) {
    DecoderConfig config = GgufConfig.read(file);
    // Files of this architecture have rotary pairs side by side, all others in halves.
    boolean neighbours = config.architecture().equals("llama");
    WeightBinder binder =
        new WeightBinder(
            config,
            TensorNames.GGUF,
            neighbours,
            name -> file.tensor(name).map(WeightTensor.Gguf::new));
    Map<String, Long> byType = new HashMap<>();
    for (GgufTensor tensor : file.tensors()) {
      byType.merge(tensor.type().map(GgmlType::name).orElse("?"), tensor.size(), Long::sum);
    }
    return new DecoderModel(
        config, binder.bind(), WeightCount.total(byType), WeightCount.most(byType));
  }
}
