package org.hawser.inference.core.gguf;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.inference.core.model.ModelFormatException;

/// A model in one GGUF file or in several shards, memory-mapped. Safe from any thread until it is
/// closed; strings, arrays and tensors taken from it are views of the mapping and end with it.
public final class GgufFile implements AutoCloseable {
  private final String name;
  private final Arena arena;
  private final GgufMetadata metadata;
  private final Map<String, GgufTensor> tensors;
  private final long bytes;

  private GgufFile(String name, Arena arena, List<GgufShard> shards) {
    this.name = name;
    this.arena = arena;
    this.metadata = shards.getFirst().metadata();
    this.tensors = merge(name, shards);
    this.bytes = shards.stream().mapToLong(GgufShard::bytes).sum();
  }

  /// Opens a model.
  ///
  /// @param path the file, or any shard of a model whose files are named `…-00001-of-00003.gguf`
  /// @throws ModelFormatException one sentence about the first fault
  public static GgufFile open(Path path) {
    Arena arena = Arena.ofShared();
    try {
      List<GgufShard> shards = new ArrayList<>();
      for (Path file : GgufShardName.all(path)) {
        shards.add(GgufShard.open(file, arena));
      }
      String name = path.getFileName().toString();
      requireWhole(name, shards);
      return new GgufFile(name, arena, shards);
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /// Name of the file it was opened by.
  public String name() {
    return name;
  }

  /// Metadata of the only or first file.
  public GgufMetadata metadata() {
    return metadata;
  }

  /// All tensors in file order.
  public List<GgufTensor> tensors() {
    return List.copyOf(tensors.values());
  }

  public Optional<GgufTensor> tensor(String tensorName) {
    return Optional.ofNullable(tensors.get(tensorName));
  }

  /// The tensor, or one sentence when it is absent.
  public GgufTensor requireTensor(String tensorName) {
    return tensor(tensorName)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    name + " has no tensor " + tensorName + ": convert the model anew."));
  }

  /// Size of all files.
  public long bytes() {
    return bytes;
  }

  /// Unmaps the files. Closing twice does nothing.
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private static void requireWhole(String name, List<GgufShard> shards) {
    long tensorCount = shards.stream().mapToLong(shard -> shard.tensors().size()).sum();
    for (int i = 0; i < shards.size(); i++) {
      GgufMetadata metadata = shards.get(i).metadata();
      long count = metadata.whole("split.count").orElse(1);
      if (Math.max(1, count) != shards.size()) {
        throw new ModelFormatException(
            name
                + " is one of "
                + count
                + " files, but "
                + shards.size()
                + " belong to its name: keep the files of a model together under their own names.");
      }
      if (metadata.whole("split.no").orElse(i) != i
          || metadata.whole("split.tensors.count").orElse(tensorCount) != tensorCount) {
        throw new ModelFormatException(
            name + " has shards that do not fit together: download all of them anew.");
      }
    }
  }

  private static Map<String, GgufTensor> merge(String name, List<GgufShard> shards) {
    Map<String, GgufTensor> all = new LinkedHashMap<>();
    for (GgufShard shard : shards) {
      for (GgufTensor tensor : shard.tensors()) {
        if (all.put(tensor.name(), tensor) != null) {
          throw new ModelFormatException(
              name + " has tensor " + tensor.name() + " in two shards: download them anew.");
        }
      }
    }
    return all;
  }
}
