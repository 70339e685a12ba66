package org.hawser.inference.core.decoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.inference.core.model.Tensor;

/// A copy of a Hugging Face model whose weights are in two files, with the index that lists them.
final class ShardedFolder {
  static final String INDEX = "model.safetensors.index.json";
  static final List<String> SHARDS =
      List.of("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");

  private ShardedFolder() {}

  static void write(Path source, Path target) throws IOException {
    for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(source.resolve(name), target.resolve(name));
    }
    List<Tensor> tensors;
    try (FileChannel channel = FileChannel.open(source.resolve("model.safetensors"))) {
      tensors =
          Safetensors.read(channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()))
              .tensors()
              .stream()
              .sorted(Comparator.comparing(Tensor::name))
              .toList();
    }
    StringJoiner index = new StringJoiner(", ", "{\"weight_map\": {", "}}");
    for (int shard = 0; shard < 2; shard++) {
      int half = tensors.size() / 2;
      List<Tensor> own =
          shard == 0 ? tensors.subList(0, half) : tensors.subList(half, tensors.size());
      Files.write(target.resolve(SHARDS.get(shard)), safetensors(own));
      for (Tensor tensor : own) {
        index.add("\"" + tensor.name() + "\": \"" + SHARDS.get(shard) + "\"");
      }
    }
    Files.writeString(target.resolve(INDEX), index.toString());
  }

  private static byte[] safetensors(List<Tensor> tensors) throws IOException {
    StringJoiner header = new StringJoiner(", ", "{", "}");
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Tensor tensor : tensors) {
      int begin = data.size();
      data.write(tensor.data().toArray(ValueLayout.JAVA_BYTE));
      header.add(
          "\"%s\": {\"dtype\": \"%s\", \"shape\": %s, \"data_offsets\": [%d, %d]}"
              .formatted(
                  tensor.name(),
                  tensor.type(),
                  Arrays.toString(tensor.shape()),
                  begin,
                  data.size()));
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .array());
    all.write(text);
    data.writeTo(all);
    return all.toByteArray();
  }
}
