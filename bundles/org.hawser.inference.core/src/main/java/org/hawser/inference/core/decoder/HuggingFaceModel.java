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
import org.hawser.inference.core.quant.GgmlType;

/// Reads decoders from Hugging Face model directories: `config.json` with `model.safetensors`, or
/// with the shards `model.safetensors.index.json` lists.
public final class HuggingFaceModel {
  private static final int MOST_SHARDS = 1000;

  private HuggingFaceModel() {}

  /// The model in a directory; it reads weights from the mapped files while it is reachable.
  public static DecoderModel read(Path directory) {
    return read(directory, Arena.ofAuto());
  }

  /// The model in a directory; it reads weights from the mapped files.
  ///
  /// @param arena how long they stay mapped
  public static DecoderModel read(Path directory, Arena arena) {
    return read(directory, arena, ModelJson.read(directory.resolve("config.json")));
  }

  /// What the headers of the files in a directory say; no weights are read.
  public static DecoderHeader header(Path directory) {
    DecoderConfig config = HuggingFaceConfig.read(ModelJson.read(directory.resolve("config.json")));
    try (Arena arena = Arena.ofShared()) {
      return header(config, shards(directory, arena));
    }
  }

  /// All weight files of a directory.
  public static List<Path> weightFiles(Path directory) {
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

  /// The same with a changed configuration.
  static DecoderModel read(Path directory, JsonNode json) {
    return read(directory, Arena.ofAuto(), json);
  }

  private static DecoderModel read(Path directory, Arena arena, JsonNode json) {
    DecoderConfig config = HuggingFaceConfig.read(json);
    List<Safetensors> shards = shards(directory, arena);
    DecoderHeader header = header(config, shards);
    TensorNames names = TensorNames.huggingFace(config.architecture().equals("gemma3"));
    WeightBinder binder = new WeightBinder(config, names, false, name -> find(shards, name));
    return new DecoderModel(config, binder.bind(), header.parameters(), header.storedForm());
  }

  private static List<Safetensors> shards(Path directory, Arena arena) {
    List<Safetensors> shards = new ArrayList<>();
    for (Path file : weightFiles(directory)) {
      shards.add(Safetensors.read(map(file, arena)));
    }
    return shards;
  }

  private static DecoderHeader header(DecoderConfig config, List<Safetensors> shards) {
    Map<String, Long> byType = new HashMap<>();
    for (Safetensors shard : shards) {
      for (Tensor tensor : shard.tensors()) {
        byType.merge(tensor.type().name(), tensor.size(), Long::sum);
      }
    }
    return new DecoderHeader(
        config, WeightCount.total(byType), WeightCount.most(byType), matrices(shards));
  }

  private static List<StoredMatrix> matrices(List<Safetensors> shards) {
    boolean tied = shards.stream().noneMatch(shard -> shard.has("lm_head.weight"));
    return shards.stream()
        .flatMap(shard -> shard.tensors().stream())
        .filter(tensor -> tensor.shape().length == 2 && type(tensor).isPresent())
        .filter(tensor -> tied || !tensor.name().equals("model.embed_tokens.weight"))
        .map(
            tensor ->
                new StoredMatrix(
                    Math.toIntExact(tensor.shape()[0]),
                    Math.toIntExact(tensor.shape()[1]),
                    type(tensor).get()))
        .toList();
  }

  private static Optional<GgmlType> type(Tensor tensor) {
    return switch (tensor.type()) {
      case F32 -> Optional.of(GgmlType.F32);
      case F16 -> Optional.of(GgmlType.F16);
      case BF16 -> Optional.of(GgmlType.BF16);
      default -> Optional.empty();
    };
  }

  private static Optional<WeightTensor> find(List<Safetensors> shards, String name) {
    for (Safetensors shard : shards) {
      if (shard.has(name)) {
        return Optional.of(new WeightTensor.Safetensor(shard.require(name)));
      }
    }
    return Optional.empty();
  }

  private static MemorySegment map(Path file, Arena arena) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw new ModelFormatException(
          "Cannot read " + file + ": copy all files of the model and check permissions.", e);
    }
  }
}
