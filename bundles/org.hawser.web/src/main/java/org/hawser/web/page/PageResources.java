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
import java.util.Set;

/** The files of the page: a closed list, so that no address can reach anything else. */
public final class PageResources {
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";

  private static final Set<String> STYLES = Set.of("app", "chat", "pane", "reply");
  private static final Set<String> SCRIPTS =
      Set.of(
          """
          api app chat choices cite compare composer conversationapi conversations dialogs
          documents dom drawer events evidence extract flash found i18n leading live making
          markdown mentions menu messages.de messages.en meter preview quote reply
          replyactions scope shortcuts source sourcepdf sources sourcetext sse standard status
          strategypicker turn uploads welcome why written\
          """
              .split("\\s+"));

  private static final Map<String, Source> SOURCES = sources();

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
    SOURCES.forEach(
        (path, source) -> loaded.put(path, load(source.classPath(), source.mediaType())));
    resources = Map.copyOf(loaded);
  }

  /** Whether the page has a file at this path. */
  public static boolean contains(String path) {
    return SOURCES.containsKey(path) || PdfResources.contains(path);
  }

  Optional<Resource> at(String path) {
    return Optional.ofNullable(resources.get(path)).or(() -> PdfResources.at(path));
  }

  private static Map<String, Source> sources() {
    Map<String, Source> sources = new HashMap<>();
    sources.put("/", new Source("/page/index.html", "text/html;charset=utf-8"));
    sources.put("/favicon.svg", new Source("/page/favicon.svg", "image/svg+xml"));
    sources.put("/pico.css", new Source("/pico/pico.min.css", STYLE));
    STYLES.forEach(
        name -> sources.put("/" + name + ".css", new Source("/page/" + name + ".css", STYLE)));
    SCRIPTS.forEach(
        name -> sources.put("/" + name + ".js", new Source("/page/" + name + ".js", SCRIPT)));
    return Map.copyOf(sources);
  }

  static Resource load(String classPath, String mediaType) {
    try (InputStream in = PageResources.class.getResourceAsStream(classPath)) {
      byte[] content = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new Resource(mediaType, content, '"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
