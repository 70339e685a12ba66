package org.hawser.web.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A JSON object sent by a client, read strictly: known fields of the right type only. */
public final class JsonBody {
  /** Largest JSON request body in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final double EXACT = 1L << 53;

  private final JsonNode root;

  private JsonBody(JsonNode root) {
    this.root = root;
  }

  /** Reads the body of a request. */
  public static JsonBody read(
      HttpServletRequest request, ObjectMapper mapper, int maxBytes, Set<String> fields)
      throws IOException {
    requireJson(request.getContentType());
    return of(parse(mapper, bytes(request, maxBytes)), "The body", fields);
  }

  private static JsonBody of(JsonNode root, String what, Set<String> fields) {
    if (!root.isObject()) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST, what + " must be a JSON object with " + names(fields));
    }
    for (var entry : root.properties()) {
      if (!fields.contains(entry.getKey())) {
        throw new ProblemException(
            ProblemType.INVALID_REQUEST,
            "Unknown field '"
                + shorten(entry.getKey())
                + "': "
                + what.substring(0, 1).toLowerCase(Locale.ROOT)
                + what.substring(1)
                + " may have "
                + names(fields));
      }
    }
    return new JsonBody(root);
  }

  public String requiredText(String name) {
    String value = text(name, null);
    if (value == null) {
      throw invalid(name, "is required");
    }
    return value;
  }

  public String text(String name, String otherwise) {
    JsonNode node = root.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isTextual()) {
      throw invalid(name, "must be a string");
    }
    return node.textValue();
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode node = root.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      throw invalid(name, "must be true or false");
    }
    return node.booleanValue();
  }

  public int integer(String name, int otherwise, int min, int max) {
    JsonNode node = root.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < min
        || node.intValue() > max) {
      throw invalid(name, "must be a whole number from " + min + " to " + max);
    }
    return node.intValue();
  }

  /** A whole number of up to 53 bits, which every JSON reader keeps exactly. */
  public long wholeNumber(String name, long otherwise) {
    JsonNode node = root.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || Math.abs(node.doubleValue()) > EXACT) {
      throw invalid(name, "must be a whole number of at most 53 bits");
    }
    return node.longValue();
  }

  /** The JSON of a field, of whatever type; a missing node when there is none. */
  public JsonNode node(String name) {
    return root.hasNonNull(name) ? root.get(name) : MissingNode.getInstance();
  }

  /** Whether a field is there, be it null. */
  public boolean names(String name) {
    return root.has(name);
  }

  public Set<String> texts(String name) {
    JsonNode node = root.path(name);
    Set<String> values = new LinkedHashSet<>();
    if (node.isMissingNode() || node.isNull()) {
      return values;
    }
    if (!node.isArray()) {
      throw invalid(name, "must be an array of strings");
    }
    for (JsonNode item : node) {
      if (!item.isTextual()) {
        throw invalid(name, "must be an array of strings");
      }
      values.add(item.textValue());
    }
    return values;
  }

  public double number(String name, double otherwise) {
    JsonNode node = root.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isNumber()) {
      throw invalid(name, "must be a number");
    }
    return node.doubleValue();
  }

  /** The objects in an array, each of which may have some fields only. */
  public List<JsonBody> objects(String name, Set<String> fields) {
    JsonNode node = root.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw invalid(name, "must be an array of objects");
    }
    List<JsonBody> objects = new ArrayList<>();
    node.forEach(item -> objects.add(of(item, "An element of '" + name + "'", fields)));
    return objects;
  }

  /** An object with some fields only, empty when there is none. */
  public Optional<JsonBody> object(String name, Set<String> fields) {
    return root.hasNonNull(name)
        ? Optional.of(of(root.get(name), "The field '" + name + "'", fields))
        : Optional.empty();
  }

  /** The JSON of a field as it came, empty when there is none. */
  public Optional<String> json(String name) {
    return root.hasNonNull(name) ? Optional.of(root.get(name).toString()) : Optional.empty();
  }

  private static void requireJson(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "The body must be JSON: send it with Content-Type application/json.");
    }
  }

  private static byte[] bytes(HttpServletRequest request, int maxBytes) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new ProblemException(
          ProblemType.TOO_LARGE,
          "The body is larger than the limit of "
              + maxBytes / 1024
              + " KB: shorten the question, or upload long text as a document.");
    }
    return bytes;
  }

  private static JsonNode parse(ObjectMapper mapper, byte[] bytes) throws IOException {
    try {
      return mapper.readTree(bytes);
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new ProblemException(
          ProblemType.MALFORMED_JSON,
          "The body is not valid JSON"
              + where
              + ": "
              + shorten(firstLine(e.getOriginalMessage()))
              + '.');
    } catch (CharConversionException e) {
      throw new ProblemException(
          ProblemType.MALFORMED_JSON, "The body is not valid UTF-8: send JSON encoded in UTF-8.");
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static String shorten(String text) {
    return text.length() <= 160 ? text : text.substring(0, 160) + "…";
  }

  private static ProblemException invalid(String name, String rule) {
    return new ProblemException(
        ProblemType.INVALID_REQUEST, "The field '" + name + "' " + rule + ".");
  }

  private static String names(Set<String> fields) {
    return "the fields " + String.join(", ", new TreeSet<>(fields)) + ".";
  }
}
