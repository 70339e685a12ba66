package org.hawser.web.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A JSON object sent by a client, read strictly: known fields of the right type only. */
public final class JsonBody {
  /** Largest JSON request body in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private final JsonNode root;

  private JsonBody(JsonNode root) {
    this.root = root;
  }

  /** Reads the body of a request. */
  public static JsonBody read(HttpServletRequest request, ObjectMapper mapper, Set<String> fields)
      throws IOException {
    requireJson(request.getContentType());
    JsonNode root = parse(mapper, bytes(request));
    if (!root.isObject()) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST, "The body must be a JSON object with " + names(fields));
    }
    for (var entry : root.properties()) {
      if (!fields.contains(entry.getKey())) {
        throw new ProblemException(
            ProblemType.INVALID_REQUEST,
            "Unknown field '" + shorten(entry.getKey()) + "': the body may have " + names(fields));
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

  private static void requireJson(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "The body must be JSON: send it with Content-Type application/json.");
    }
  }

  private static byte[] bytes(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ProblemException(
          ProblemType.TOO_LARGE,
          "The body is larger than the limit of "
              + MAX_BYTES / 1024
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
