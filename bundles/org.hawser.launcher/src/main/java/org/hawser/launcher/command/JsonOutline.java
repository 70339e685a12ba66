package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/// Prints JSON as an indented outline for people: one `name: value` a line.
final class JsonOutline {
  private JsonOutline() {}

  static void print(PrintStream out, JsonNode node) {
    print(out, node, "");
  }

  private static void print(PrintStream out, JsonNode node, String indent) {
    for (var field : node.properties()) {
      JsonNode value = field.getValue();
      if (isLeaf(value)) {
        out.println(indent + field.getKey() + ": " + leaf(value));
      } else {
        out.println(indent + field.getKey() + ":");
        printContainer(out, value, indent + "  ");
      }
    }
  }

  private static void printContainer(PrintStream out, JsonNode value, String indent) {
    if (!value.isArray()) {
      print(out, value, indent);
      return;
    }
    for (JsonNode element : value) {
      if (isLeaf(element)) {
        out.println(indent + "- " + leaf(element));
      } else {
        out.println(indent + "-");
        printContainer(out, element, indent + "  ");
      }
    }
  }

  private static boolean isLeaf(JsonNode value) {
    return value.isValueNode() || value.isEmpty();
  }

  private static String leaf(JsonNode value) {
    return value.isContainerNode() || value.isNull() ? "none" : Terminal.line(value.asText());
  }
}
