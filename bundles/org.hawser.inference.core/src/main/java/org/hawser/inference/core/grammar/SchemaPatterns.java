package org.hawser.inference.core.grammar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.inference.api.model.GenerationRefusedException;

/// Turns a JSON schema into a pattern. What it does not know it refuses: an answer that only nearly
/// follows its schema would be worse than none.
final class SchemaPatterns {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int LONGEST_SCHEMA = 1 << 18;
  private static final int MOST_REPETITIONS = 10_000;
  private static final int MOST_NODES = 20_000;
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions",
          "$ref",
          "title",
          "description",
          "default",
          "examples",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "enum",
          "const",
          "anyOf",
          "oneOf");

  private final JsonPatterns json = new JsonPatterns();
  private final JsonNode root;
  private int nodes;

  private SchemaPatterns(JsonNode root) {
    this.root = root;
  }

  /// @throws GenerationRefusedException when the schema is no JSON or uses what is not understood
  static Pattern read(String schema) {
    if (schema.length() > LONGEST_SCHEMA) {
      throw refused("it is longer than " + LONGEST_SCHEMA + " characters");
    }
    try {
      JsonNode root = JSON.readTree(schema);
      return new SchemaPatterns(root).pattern(root, JsonPatterns.DEPTH, 0);
    } catch (JsonProcessingException e) {
      throw refused("it is no JSON (line " + e.getLocation().getLineNr() + ")");
    }
  }

  private Pattern pattern(JsonNode schema, int depth, int references) {
    if (++nodes > MOST_NODES || references > MOST_REPETITIONS) {
      throw refused("it is too large");
    }
    if (schema.isBoolean() && schema.asBoolean() || schema.isObject() && schema.isEmpty()) {
      return json.value(Math.max(0, depth));
    }
    if (!schema.isObject()) {
      throw refused("a schema is an object, not " + schema.getNodeType());
    }
    requireKnown(schema);
    if (schema.has("$ref")) {
      return pattern(resolve(schema.path("$ref").asText()), depth - 1, references + 1);
    }
    if (schema.has("const")) {
      return literal(schema.path("const"));
    }
    for (String choice : List.of("enum", "anyOf", "oneOf")) {
      if (schema.has(choice)) {
        return choice(choice, schema.path(choice), depth, references);
      }
    }
    return typed(schema, depth, references);
  }

  private static void requireKnown(JsonNode schema) {
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name)) {
        throw refused("the keyword " + name + " is not understood");
      }
    }
  }

  private JsonNode resolve(String reference) {
    JsonNode target =
        reference.startsWith("#/") ? root.at(reference.substring(1)) : root.path("$no such");
    if (target.isMissingNode()) {
      throw refused("the reference " + reference + " leads nowhere");
    }
    return target;
  }

  private Pattern choice(String keyword, JsonNode options, int depth, int references) {
    if (!options.isArray() || options.isEmpty()) {
      throw refused(keyword + " is no list of at least one");
    }
    List<Pattern> patterns = new ArrayList<>();
    for (JsonNode option : options) {
      patterns.add(keyword.equals("enum") ? literal(option) : pattern(option, depth, references));
    }
    return Pattern.choice(patterns);
  }

  private static Pattern literal(JsonNode value) {
    return Pattern.text(value.toString());
  }

  private Pattern typed(JsonNode schema, int depth, int references) {
    JsonNode type = schema.path("type");
    if (type.isArray() && !type.isEmpty()) {
      List<Pattern> patterns = new ArrayList<>();
      for (JsonNode one : type) {
        patterns.add(typed(schema, one.asText(), depth, references));
      }
      return Pattern.choice(patterns);
    }
    if (type.isTextual()) {
      return typed(schema, type.asText(), depth, references);
    }
    if (schema.has("properties")) {
      return object(schema, depth, references);
    }
    throw refused("a part of it has no type");
  }

  private Pattern typed(JsonNode schema, String type, int depth, int references) {
    return switch (type) {
      case "object" -> object(schema, depth, references);
      case "array" -> array(schema, depth, references);
      case "string" ->
          json.string(count(schema, "minLength", 0), count(schema, "maxLength", Pattern.UNBOUNDED));
      case "integer" -> json.integer();
      case "number" -> json.number();
      case "boolean" -> json.bool();
      case "null" -> Pattern.text("null");
      default -> throw refused("there is no type " + type);
    };
  }

  private Pattern array(JsonNode schema, int depth, int references) {
    requireDepth(depth);
    int least = count(schema, "minItems", 0);
    int most = count(schema, "maxItems", Pattern.UNBOUNDED);
    JsonNode items = schema.path("items");
    Pattern item =
        items.isMissingNode() ? json.value(depth - 1) : pattern(items, depth - 1, references);
    if (most != Pattern.UNBOUNDED && most < least) {
      throw refused("maxItems is below minItems");
    }
    return json.array(item, least, most);
  }

  private Pattern object(JsonNode schema, int depth, int references) {
    requireDepth(depth);
    JsonNode properties = schema.path("properties");
    JsonNode additional = schema.path("additionalProperties");
    if (additional.isObject()) {
      throw refused("additionalProperties can only be true or false");
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    List<Member> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      Pattern name = literal(JSON.getNodeFactory().textNode(property.getKey()));
      Pattern value = pattern(property.getValue(), depth - 1, references);
      members.add(new Member(json.member(name, value), required.remove(property.getKey())));
    }
    if (!required.isEmpty()) {
      throw refused("the required " + required.iterator().next() + " is no property");
    }
    boolean any = members.isEmpty() && additional.asBoolean(true);
    return any ? json.anyObject(depth) : json.object(members(members));
  }

  /// @param pattern name and value
  private record Member(Pattern pattern, boolean required) {}

  /// Members in order, optional ones there or not, with commas between those that are there. Built
  /// from the last to the first, once for "none before" and once for "some before".
  private Pattern members(List<Member> members) {
    Pattern first = Pattern.EMPTY;
    Pattern later = Pattern.EMPTY;
    for (Member member : members.reversed()) {
      Pattern here = Pattern.sequence(member.pattern(), later);
      Pattern hereLater = Pattern.sequence(json.comma(), member.pattern(), later);
      first = member.required() ? here : Pattern.choice(here, first);
      later = member.required() ? hereLater : Pattern.choice(hereLater, later);
    }
    return first;
  }

  private static int count(JsonNode schema, String keyword, int otherwise) {
    JsonNode value = schema.path(keyword);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.canConvertToInt() || value.asInt() < 0 || value.asInt() > MOST_REPETITIONS) {
      throw refused(keyword + " must be 0.." + MOST_REPETITIONS);
    }
    return value.asInt();
  }

  private static void requireDepth(int depth) {
    if (depth < 1) {
      throw refused(
          "it is nested deeper than " + JsonPatterns.DEPTH + " levels, or refers to itself");
    }
  }

  private static GenerationRefusedException refused(String why) {
    return GenerationRefusedException.unsuitable(
        "The JSON schema cannot be used, because " + why + ": change the schema.");
  }
}
