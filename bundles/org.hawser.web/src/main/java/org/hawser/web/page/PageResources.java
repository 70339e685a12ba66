package org.hawser.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The files of the page: a closed list, so that no address can reach anything else. */
public final class PageResources {
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";

  private static final Map<String, Source> SOURCES =
      Map.ofEntries(
          Map.entry("/", new Source("/page/index.html", "text/html;charset=utf-8")),
          Map.entry("/favicon.svg", new Source("/page/favicon.svg", "image/svg+xml")),
          Map.entry("/pico.css", new Source("/pico/pico.min.css", STYLE)),
          Map.entry("/app.css", new Source("/page/app.css", STYLE)),
          script("/app.js"),
          script("/answer.js"),
          script("/api.js"),
          script("/dialogs.js"),
          script("/documents.js"),
          script("/dom.js"),
          script("/events.js"),
          script("/messages.en.js"),
          script("/source.js"),
          script("/status.js"),
          script("/uploads.js"));

  private final Map<String, Resource> resources;

  private record Source(String classPath, String mediaType) {}

  /**
   * One file, ready to send.
   *
   * @param etag quoted entity tag, changes with the content
   */
  record Resource(String mediaType, byte[] content, String etag) {}

  PageResources() {
    Map<String, Resource> loaded = new HashMap<>();
    SOURCES.forEach((path, source) -> loaded.put(path, load(source)));
    resources = Map.copyOf(loaded);
  }

  /** Whether the page has a file at this path. */
  public static boolean contains(String path) {
    return SOURCES.containsKey(path);
  }

  Optional<Resource> at(String path) {
    return Optional.ofNullable(resources.get(path));
  }

  private static Map.Entry<String, Source> script(String path) {
    return Map.entry(path, new Source("/page" + path, SCRIPT));
  }

  private static Resource load(Source source) {
    try (InputStream in = PageResources.class.getResourceAsStream(source.classPath())) {
      byte[] content = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new Resource(
          source.mediaType(), content, '"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
