package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/// `--json`, shared by every command that prints a result.
final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  boolean wanted() {
    return json;
  }

  static void print(JsonNode node) {
    System.out.println(node.toPrettyString());
  }
}
