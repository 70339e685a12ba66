package org.hawser.launcher.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// Reads server-sent events, as far as Hawser sends them: a name and one line of data each.
final class EventStream {
  private static final String NAME = "event: ";
  private static final String DATA = "data: ";

  private final BufferedReader lines;

  EventStream(InputStream in) {
    lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  void forEach(BiConsumer<String, String> events) throws IOException {
    String name = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(NAME)) {
        name = line.substring(NAME.length());
      } else if (line.startsWith(DATA)) {
        events.accept(name, line.substring(DATA.length()));
      }
    }
  }
}
