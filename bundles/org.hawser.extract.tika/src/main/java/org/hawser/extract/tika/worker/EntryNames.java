package org.hawser.extract.tika.worker;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/// Names of files within files, for display only: they are never used as paths.
final class EntryNames {
  private static final int LONGEST = 150;

  private EntryNames() {}

  /// The name without drive letters, `..` and leading separators; empty when the parser gave none.
  static String shown(Metadata metadata) {
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    return name == null ? "" : shown(name);
  }

  static String shown(String name) {
    String clean =
        Arrays.stream(Lines.oneLine(name).split("[/\\\\]+"))
            .filter(part -> !part.isBlank() && !part.equals(".") && !part.equals(".."))
            .filter(part -> !part.matches("[A-Za-z]:"))
            .collect(Collectors.joining("/"));
    return clean.length() <= LONGEST ? clean : "…" + clean.substring(clean.length() - LONGEST);
  }
}
