package org.hawser.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;
import org.hawser.testkit.Await;
import org.hawser.testkit.ConnectorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesConnectorTest extends ConnectorContract {
  @TempDir Path temp;
  private Path root;
  private FilesConnector connector;

  private static Rules rules(List<Path> roots, boolean followLinks) {
    var ignore =
        Stream.of("~$*", "*.tmp")
            .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
            .toList();
    return new Rules(roots, ignore, followLinks, 1 << 20, Duration.ofMinutes(10));
  }

  @BeforeEach
  void create() throws IOException {
    root = Files.createDirectory(temp.resolve("root")).toRealPath();
    connector = new FilesConnector(rules(List.of(), false));
  }

  @AfterEach
  void noThreadIsLeft() {
    connector.stop();
    Await.until(
        "the watch threads ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("hawser-files")));
  }

  @Override
  protected Connector connector() {
    return connector;
  }

  @Override
  protected String location() {
    return root.toString();
  }

  @Override
  protected String otherSpelling() {
    return root + "/./../root/";
  }

  @Override
  protected String nowhere() {
    return temp.resolve("nowhere").toString();
  }

  @Override
  protected void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
  }

  @Override
  protected void remove(String path) throws IOException {
    Files.delete(root.resolve(path));
  }

  @Override
  protected void vanish() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private List<String> paths() throws SourceException {
    return list(connector, location()).stream().map(SourceItem::path).toList();
  }

  private static SourceItem item(String path) {
    return new SourceItem(path, -1, Instant.EPOCH, "", "");
  }

  @Test
  void hiddenAndTemporaryFilesAreNotListed() throws IOException {
    for (String path : List.of(".git/config", ".DS_Store", "~$a.docx", "b.tmp", "c.txt")) {
      write(path, "text");
    }
    assertThat(paths()).containsExactly("c.txt");
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), "secret", StandardCharsets.UTF_8);
    write("a.txt", "text");
    Files.createSymbolicLink(root.resolve("folder"), outside);
    Files.createSymbolicLink(root.resolve("file.txt"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("inner.txt"), root.resolve("a.txt"));
    List<SourceItem> items = list(connector, location());
    assertThat(items)
        .filteredOn(item -> item.problem().isEmpty())
        .extracting(SourceItem::path)
        .containsExactly("a.txt");
    assertThat(items)
        .filteredOn(item -> item.problem().startsWith("This is a link, and links are not followed"))
        .extracting(SourceItem::path)
        .containsExactlyInAnyOrder("folder", "file.txt", "inner.txt");
    for (String path : List.of("folder/secret.txt", "file.txt", "../outside/secret.txt", "..")) {
      assertThatThrownBy(() -> connector.open(location(), item(path)))
          .isInstanceOf(IOException.class);
      assertThat(connector.localFile(location(), path)).isEmpty();
    }
    connector = new FilesConnector(rules(List.of(), true));
    assertThat(paths()).containsExactly("a.txt", "inner.txt");
    assertThatThrownBy(() -> connector.open(location(), item("folder/secret.txt")))
        .isInstanceOf(IOException.class);
    connector.open(location(), item("inner.txt")).close();
  }

  @Test
  void aPipeIsNotOpened() throws Exception {
    Process process = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
    assertThat(process.waitFor()).isZero();
    assertThat(paths()).isEmpty();
    assertThatThrownBy(() -> connector.open(location(), item("pipe")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no regular file");
    assertThat(connector.localFile(location(), "pipe")).isEmpty();
  }

  @Test
  void linksInACircleEnd() throws IOException {
    write("sub/a.txt", "text");
    Files.createSymbolicLink(root.resolve("sub/up"), root);
    connector = new FilesConnector(rules(List.of(), true));
    assertThat(paths()).containsExactly("sub/a.txt");
  }

  @Test
  void aFileThatIsTooLargeIsListedWithTheReason() throws IOException {
    Files.write(root.resolve("big.bin"), new byte[(1 << 20) + 1]);
    assertThat(list(connector, location()))
        .singleElement()
        .extracting(SourceItem::problem)
        .asString()
        .contains("larger than the 1 MB");
  }

  @Test
  void aSingleFileIsASourceToo() throws Exception {
    write("a.txt", "text");
    write("b.txt", "text");
    String file = root.resolve("a.txt").toString();
    SourceItem item = list(connector, file).getFirst();
    assertThat(list(connector, file)).hasSize(1);
    assertThat(item.path()).isEqualTo("a.txt");
    assertThat(connector.open(file, item).readAllBytes()).hasSize(4);
    assertThat(connector.localFile(file, "a.txt")).contains(root.resolve("a.txt"));
    AtomicInteger calls = new AtomicInteger();
    try (AutoCloseable _ = connector.watch(file, calls::incrementAndGet)) {
      write("a.txt", "changed");
      Await.until("the change is noticed", () -> calls.get() > 0);
    }
  }

  @Test
  void onlyAllowedRootsCanBeRead() throws IOException {
    Path allowed = Files.createDirectory(temp.resolve("allowed"));
    Files.createSymbolicLink(allowed.resolve("trick"), root);
    connector = new FilesConnector(rules(List.of(allowed), false));
    assertThat(connector.canonicalLocation(allowed.toString()))
        .isEqualTo(allowed.toRealPath().toString());
    for (Path path : List.of(root, allowed.resolve("../root"), allowed.resolve("trick"))) {
      assertThatThrownBy(() -> connector.canonicalLocation(path.toString()))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("outside the folders");
    }
  }

  @Test
  void relativeAndImpossibleLocationsAreRefused() {
    for (String location : List.of("", "relative/path", "/a\0b", "/dev/null")) {
      assertThatThrownBy(() -> connector.canonicalLocation(location))
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith(".");
    }
  }

  @Test
  void newFoldersAreWatched() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (AutoCloseable _ = connector.watch(location(), calls::incrementAndGet)) {
      Files.createDirectory(root.resolve("later"));
      Await.until("the folder is noticed", () -> calls.get() > 0);
      int before = calls.get();
      write("later/a.txt", "text");
      Await.until("its file is noticed", () -> calls.get() > before);
    }
  }

  @Test
  void aFolderThatIsReplacedWhileListedIsNoCompleteListing() throws IOException {
    write("a/1.txt", "text");
    write("b/2.txt", "text");
    assertThatThrownBy(
            () ->
                connector.list(
                    location(),
                    _ -> {
                      if (Files.isDirectory(root.resolve("a"))) {
                        replaceRoot();
                      }
                    }))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("replaced");
  }

  private void replaceRoot() {
    try {
      Files.move(root, temp.resolve("moved"));
      Files.createDirectory(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
