package org.hawser.tests.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a GGUF file, version 3, of a llama2.c model (version 0) and its tokenizer, byte by byte
/// after the format's description, so that the reader is checked against something not its own.
final class StoriesGguf {
  private static final int CAPACITY = 8 << 20;
  private static final int ALIGNMENT = 32;
  private static final int UINT32 = 4;
  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final ByteBuffer source;
  private final ByteBuffer vocabulary;
  private final ByteBuffer header = little(CAPACITY);
  private final ByteBuffer directory = little(CAPACITY);
  private final ByteBuffer data = little(CAPACITY);
  private int keys;
  private int tensors;

  private StoriesGguf(Path folder) throws IOException {
    source = little(Files.readAllBytes(folder.resolve("stories260K.bin")));
    vocabulary = little(Files.readAllBytes(folder.resolve("tok512.bin")));
  }

  private static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// @param folder holds `stories260K.bin` and `tok512.bin`
  /// @param template chat template to put into the file
  static byte[] make(Path folder, String template) throws IOException {
    StoriesGguf gguf = new StoriesGguf(folder);
    gguf.convert(template);
    return gguf.assemble();
  }

  private void convert(String template) {
    int hidden = source.getInt();
    int intermediate = source.getInt();
    int layers = source.getInt();
    int heads = source.getInt();
    int keyValueHeads = source.getInt();
    int words = source.getInt();
    int context = source.getInt();
    text("general.architecture", "llama");
    text("general.license", "mit");
    number("llama.embedding_length", hidden);
    number("llama.feed_forward_length", intermediate);
    number("llama.block_count", layers);
    number("llama.attention.head_count", heads);
    number("llama.attention.head_count_kv", keyValueHeads);
    number("llama.context_length", context);
    key("llama.attention.layer_norm_rms_epsilon", FLOAT32);
    header.putFloat(1e-5f);
    text("tokenizer.chat_template", template);
    tokenizer(words);
    int keyWidth = hidden / heads * keyValueHeads;
    tensor("token_embd", words, hidden);
    perLayer(layers, "attn_norm", hidden);
    perLayer(layers, "attn_q", hidden, hidden);
    perLayer(layers, "attn_k", keyWidth, hidden);
    perLayer(layers, "attn_v", keyWidth, hidden);
    perLayer(layers, "attn_output", hidden, hidden);
    perLayer(layers, "ffn_norm", hidden);
    perLayer(layers, "ffn_gate", intermediate, hidden);
    perLayer(layers, "ffn_down", hidden, intermediate);
    perLayer(layers, "ffn_up", intermediate, hidden);
    tensor("output_norm", hidden);
  }

  private void tokenizer(int words) {
    List<String> tokens = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    vocabulary.getInt();
    while (tokens.size() < words) {
      scores.add(vocabulary.getFloat());
      byte[] bytes = new byte[vocabulary.getInt()];
      vocabulary.get(bytes);
      String token = new String(bytes, StandardCharsets.UTF_8).replace(' ', '\u2581');
      // The exporter decorates the markers of begin and end.
      tokens.add(tokens.size() == 1 ? "<s>" : tokens.size() == 2 ? "</s>" : token);
    }
    text("tokenizer.ggml.model", "llama");
    array("tokenizer.ggml.tokens", STRING, words);
    tokens.forEach(token -> string(header, token));
    array("tokenizer.ggml.scores", FLOAT32, words);
    scores.forEach(header::putFloat);
    array("tokenizer.ggml.token_type", INT32, words);
    for (int id = 0; id < words; id++) {
      header.putInt(id == 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1);
    }
    number("tokenizer.ggml.bos_token_id", 1);
    number("tokenizer.ggml.eos_token_id", 2);
    number("tokenizer.ggml.unknown_token_id", 0);
  }

  private void perLayer(int layers, String name, int... shape) {
    for (int layer = 0; layer < layers; layer++) {
      tensor("blk." + layer + "." + name, shape);
    }
  }

  private void tensor(String name, int... shape) {
    string(directory, name + ".weight");
    directory.putInt(shape.length);
    int elements = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      directory.putLong(shape[i]);
      elements *= shape[i];
    }
    directory.putInt(0).putLong(data.position());
    byte[] bytes = new byte[elements * Float.BYTES];
    source.get(bytes);
    data.put(bytes);
    align(data);
    tensors++;
  }

  private byte[] assemble() {
    ByteBuffer file = little(2 * CAPACITY);
    file.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3);
    file.putLong(tensors).putLong(keys);
    file.put(header.flip()).put(directory.flip());
    align(file);
    file.put(data.flip());
    byte[] bytes = new byte[file.flip().remaining()];
    file.get(bytes);
    return bytes;
  }

  private static void align(ByteBuffer buffer) {
    while (buffer.position() % ALIGNMENT != 0) {
      buffer.put((byte) 0);
    }
  }

  private void key(String key, int type) {
    string(header, key);
    header.putInt(type);
    keys++;
  }

  private void text(String key, String value) {
    key(key, STRING);
    string(header, value);
  }

  private void number(String key, int value) {
    key(key, UINT32);
    header.putInt(value);
  }

  private void array(String key, int type, int size) {
    key(key, ARRAY);
    header.putInt(type).putLong(size);
  }

  private static void string(ByteBuffer buffer, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    buffer.putLong(bytes.length).put(bytes);
  }
}
