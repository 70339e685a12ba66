package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;

/// Finds a model in a container's list, waiting a little for one that has just come.
final class ModelWait {
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long PAUSE_MILLIS = 100;

  private ModelWait() {}

  /// The listing of a model.
  ///
  /// @param id its id; empty for the only one
  /// @throws UserError when it does not come, or cannot be used
  static JsonNode forModel(ApiClient client, String id) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      JsonNode answer = client.get("models");
      List<String> ids = new ArrayList<>();
      for (JsonNode model : answer.path("models")) {
        ids.add(model.path("modelId").asText());
        if (id.equals(ids.getLast()) || id.isEmpty() && answer.path("models").size() == 1) {
          return usable(model);
        }
      }
      if (System.nanoTime() > end || id.isEmpty() && ids.size() > 1) {
        throw new UserError(absent(id, ids, answer.path("folder").asText()));
      }
      pause();
    }
  }

  private static JsonNode usable(JsonNode model) {
    if (model.path("description").isNull()) {
      throw new UserError(model.path("detail").asText());
    }
    return model;
  }

  private static String absent(String id, List<String> ids, String folder) {
    String problem = id.isEmpty() ? "Name a model with --model" : "There is no model '" + id + "'";
    return problem
        + (ids.isEmpty()
            ? ": copy a .gguf file into " + folder + ", or name a file."
            : ": choose one of " + String.join(", ", ids) + ", or name a file.");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted.", e);
    }
  }
}
