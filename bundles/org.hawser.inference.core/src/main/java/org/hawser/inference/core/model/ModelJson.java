package org.hawser.inference.core.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the JSON files of a model, which may come from anywhere: size, depth and lengths are
/// bounded.
public final class ModelJson {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(64)
                  .maxStringLength(1 << 20)
                  .maxNameLength(10_000)
                  .build())
          .build();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);
  private static final long MAX_BYTES = 64L << 20;

  private ModelJson() {}

  /// Reads a file that must hold a JSON object.
  public static JsonNode read(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new ModelFormatException(
            file.getFileName() + " has " + size + " bytes, more than a model's JSON may have.");
      }
      return read(file.getFileName().toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(
          "The model directory has no " + file.getFileName() + ": copy it from the model.", e);
    } catch (IOException e) {
      throw new ModelFormatException("Cannot read " + file + ": check its permissions.", e);
    }
  }

  /// Reads bytes that must hold a JSON object.
  public static JsonNode read(String name, byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node == null || !node.isObject()) {
        throw new ModelFormatException(name + " is not a JSON object: download the model anew.");
      }
      return node;
    } catch (JacksonException e) {
      throw new ModelFormatException(
          name + " is not valid JSON (" + e.getOriginalMessage() + "): download the model anew.",
          e);
    } catch (IOException e) {
      throw new ModelFormatException(name + " cannot be read: download the model anew.", e);
    }
  }
}
