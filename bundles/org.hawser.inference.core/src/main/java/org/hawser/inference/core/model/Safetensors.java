package org.hawser.inference.core.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The tensors of a `.safetensors` file. The header is taken as hostile: every number in it is
/// checked before it is used, and nothing is allocated by it.
public final class Safetensors {
  private static final int LENGTH_BYTES = 8;
  private static final long MAX_HEADER_BYTES = 16L << 20;
  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_DIMENSIONS = 8;

  private final Map<String, Tensor> tensors;

  private Safetensors(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /// Reads the header; tensor data stays where it is.
  ///
  /// @param file the whole file, such as a memory-mapped segment
  public static Safetensors read(MemorySegment file) {
    if (file.byteSize() < LENGTH_BYTES + 2) {
      throw damaged("is too short for a header");
    }
    long headerBytes =
        file.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
    long available = file.byteSize() - LENGTH_BYTES;
    if (headerBytes < 2 || headerBytes > Math.min(available, MAX_HEADER_BYTES)) {
      throw damaged("claims a header of " + Long.toUnsignedString(headerBytes) + " bytes");
    }
    byte[] header = file.asSlice(LENGTH_BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
    List<Entry> entries = parse(header);
    MemorySegment data = file.asSlice(LENGTH_BYTES + headerBytes).asReadOnly();
    requireGapless(entries, data.byteSize());
    Map<String, Tensor> tensors = HashMap.newHashMap(entries.size());
    for (Entry entry : entries) {
      MemorySegment elements = data.asSlice(entry.begin(), entry.end() - entry.begin());
      tensors.put(entry.name(), new Tensor(entry.name(), entry.type(), entry.shape(), elements));
    }
    return new Safetensors(tensors);
  }

  /// All tensors, in no order.
  public Collection<Tensor> tensors() {
    return Collections.unmodifiableCollection(tensors.values());
  }

  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /// The tensor, or one sentence when it is absent.
  public Tensor require(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelFormatException(
          "model.safetensors has no tensor " + name + ": use a model of the BERT family.");
    }
    return tensor;
  }

  private static List<Entry> parse(byte[] header) {
    try (JsonParser json = ModelJson.FACTORY.createParser(header)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "has a header that is no object");
      List<Entry> entries = new ArrayList<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("__metadata__")) {
          json.skipChildren();
        } else {
          entries.add(entry(name, json));
          require(entries.size() <= MAX_TENSORS, "lists too many tensors");
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT, "has a header that does not end");
      return entries;
    } catch (JacksonException e) {
      throw new ModelFormatException(
          "The header of model.safetensors is not valid JSON: download the model anew.", e);
    } catch (IOException e) {
      throw new ModelFormatException(
          "The header of model.safetensors cannot be read: download the model anew.", e);
    }
  }

  private static Entry entry(String name, JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, "describes a tensor wrongly");
    DataType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "dtype" -> type = type(json.getText());
        case "shape" -> shape = numbers(json, MAX_DIMENSIONS);
        case "data_offsets" -> offsets = numbers(json, 2);
        default -> json.skipChildren();
      }
    }
    require(
        type != null && shape != null && offsets != null && offsets.length == 2,
        "describes a tensor without dtype, shape or offsets");
    Entry entry = new Entry(name, type, shape, offsets[0], offsets[1]);
    OptionalLong bytes = bytes(type, shape);
    require(
        offsets[0] <= offsets[1] && bytes.orElse(-1) == offsets[1] - offsets[0],
        "gives a tensor more or fewer bytes than its shape has");
    return entry;
  }

  private static DataType type(String name) {
    for (DataType type : DataType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw damaged("has a tensor of an unknown type");
  }

  private static long[] numbers(JsonParser json, int most) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "has a shape or offsets that is no list");
    long[] numbers = new long[most];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT && count < most;
      require(whole, "has a shape or offsets of unexpected length or kind");
      numbers[count] = json.getLongValue();
      require(numbers[count] >= 0, "has a negative size or offset");
      count++;
    }
    return Arrays.copyOf(numbers, count);
  }

  private static OptionalLong bytes(DataType type, long[] shape) {
    long bytes = type.bytes();
    for (long size : shape) {
      long high = Math.multiplyHigh(bytes, size);
      bytes *= size;
      if (high != 0 || bytes < 0) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(bytes);
  }

  /// Tensors follow each other and fill the file, as the format demands.
  private static void requireGapless(List<Entry> entries, long dataBytes) {
    List<Entry> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : ordered) {
      require(entry.begin() == end, "has tensors that overlap or leave gaps");
      end = entry.end();
      require(end <= dataBytes, "has tensors beyond its end");
    }
    require(end == dataBytes, "has bytes that belong to no tensor");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw damaged(problem);
    }
  }

  private static ModelFormatException damaged(String problem) {
    return new ModelFormatException(
        "model.safetensors " + problem + ": it is damaged, download the model anew.");
  }

  private record Entry(String name, DataType type, long[] shape, long begin, long end) {}
}
