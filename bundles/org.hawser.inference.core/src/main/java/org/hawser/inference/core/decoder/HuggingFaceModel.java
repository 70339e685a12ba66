package org.hawser.inference.core.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.inference.core.model.Tensor;

/// Reads decoders from Hugging Face model directories: `config.json` with `model.safetensors`, or
/// with the shards `model.safetensors.index.json` lists.
public final class HuggingFaceModel {
  private static final int MOST_SHARDS = 1000;

  private HuggingFaceModel() {}

  /// The model in a directory; it reads weights from the mapped files while it is reachable.
  public static DecoderModel read(Path directory) {
    return read(directory, ModelJson.read(directory.resolve("config.json")));
  }

  /// The same with a changed configuration.
  static DecoderModel read(Path directory, JsonNode json) {
    DecoderConfig config = HuggingFaceConfig.read(json);
    List<Safetensors> shards = new ArrayList<>();
    for (Path file : weightFiles(directory)) {
      shards.add(Safetensors.read(map(file)));
    }
    Map<String, Long> byType = new HashMap<>();
    for (Safetensors shard : shards) {
      for (Tensor tensor : shard.tensors()) {
        byType.merge(tensor.type().name(), tensor.size(), Long::sum);
      }
    }
    TensorNames names = TensorNames.huggingFace(config.architecture().equals("gemma3"));
    WeightBinder binder = new WeightBinder(config, names, false, name -> find(shards, name));
    return new DecoderModel(
        config, binder.bind(), WeightCount.total(byType), WeightCount.most(byType));
  }

  private static Optional<WeightTensor> find(List<Safetensors> shards, String name) {
    for (Safetensors shard : shards) {
      if (shard.has(name)) {
        return Optional.of(new WeightTensor.Safetensor(shard.require(name)));
      }
    }
    return Optional.empty();
  }

  private static List<Path> weightFiles(Path directory) {
    Path index = directory.resolve("model.safetensors.index.json");
    if (!Files.exists(index)) {
      return List.of(directory.resolve("model.safetensors"));
    }
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode name : ModelJson.read(index).path("weight_map")) {
      String file = name.asText();
      if (!file.matches("[A-Za-z0-9._-]+\\.safetensors") || names.size() == MOST_SHARDS) {
        throw new ModelFormatException(
            index.getFileName() + " lists impossible files: download the model anew.");
      }
      names.add(file);
    }
    return names.stream().map(directory::resolve).toList();
  }

  private static MemorySegment map(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (IOException e) {
      throw new ModelFormatException(
          "Cannot read " + file + ": copy all files of the model and check permissions.", e);
    }
  }
}
