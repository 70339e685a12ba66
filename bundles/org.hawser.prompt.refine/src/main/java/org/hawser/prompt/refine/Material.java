package org.hawser.prompt.refine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.hawser.api.prompt.PromptDocument;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// What is to be read: the documents the question names, whole; else the sources found.
///
/// @param documents those named
/// @param tokens about how many
record Material(List<PromptDocument> documents, int tokens) {
  static Material of(PromptTask task) {
    List<PromptDocument> named = task.documents().stream().filter(PromptDocument::named).toList();
    int tokens =
        named.isEmpty()
            ? task.sources().stream().mapToInt(source -> tokens(task, source)).sum()
            : named.stream().mapToInt(PromptDocument::tokens).sum();
    return new Material(named, tokens);
  }

  private static int tokens(PromptTask task, PromptSource source) {
    return task.tokens(List.of(new PromptMessage(Role.USER, task.quoted(source))));
  }

  boolean named() {
    return !documents.isEmpty();
  }

  List<PromptSource> read(PromptTask task) {
    if (!named()) {
      return task.sources();
    }
    List<PromptSource> all = new ArrayList<>();
    try {
      for (PromptDocument document : documents) {
        all.addAll(task.chunksOf(document));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
