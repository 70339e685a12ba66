package org.hawser.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import org.hawser.launcher.home.AccessTokens;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.RunFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path work;

  @Test
  void isForItsOwnerOnly() throws Exception {
    DataDirectory data = new DataDirectory(work.resolve("data")).create();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void whatIsInAnOpenOneIsClosed() throws Exception {
    Path root = Files.createDirectory(work.resolve("data"));
    for (String folder : new String[] {"secrets", "documents", "models", "mine"}) {
      Files.createDirectory(root.resolve(folder));
    }
    set("rwxr-xr-x", root, root.resolve("secrets"), root.resolve("documents"));
    set("rwxrwxr-x", root.resolve("models"), root.resolve("mine"));
    DataDirectory data = new DataDirectory(root).create();

    List<String> sentences = data.protect();

    assertThat(sentences).singleElement().asString().contains("secrets, documents").endsWith(".");
    assertThat(permissions(root.resolve("secrets"))).isEqualTo("rwx------");
    assertThat(permissions(root.resolve("documents"))).isEqualTo("rwx------");
    assertThat(permissions(root)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(root.resolve("models"))).isEqualTo("rwxrwxr-x");
    assertThat(permissions(root.resolve("mine"))).isEqualTo("rwxrwxr-x");
    assertThat(data.protect()).isEmpty();
  }

  @Test
  void oneThatOthersCanWriteToIsWarnedOf() throws Exception {
    DataDirectory data = new DataDirectory(work.resolve("data")).create();
    data.protect();
    set("rwxrwx---", data.root());

    assertThat(data.protect()).singleElement().asString().contains("chmod go-w");
    assertThat(permissions(data.root())).isEqualTo("rwxrwx---");
  }

  private static void set(String permissions, Path... paths) throws Exception {
    for (Path path : paths) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void locksOnce() throws Exception {
    DataDirectory data = new DataDirectory(work.resolve("data")).create();

    try (var lock = data.lock().orElseThrow().channel()) {
      assertThat(lock.isOpen()).isTrue();
      assertThatThrownBy(data::lock).isInstanceOf(OverlappingFileLockException.class);
    }
    data.lock().orElseThrow().channel().close();
  }

  @Test
  void adminTokenIsMadeOnceAndKeptAsHash() throws Exception {
    DataDirectory data = new DataDirectory(work.resolve("data")).create();
    AccessTokens tokens = new AccessTokens(data);

    String token = tokens.ensureAdminToken().orElseThrow();

    assertThat(tokens.ensureAdminToken()).isEmpty();
    String kept = Files.readString(data.secrets().resolve("admin-token.sha256")).strip();
    assertThat(HexFormat.of().parseHex(kept)).hasSize(32);
    assertThat(kept).doesNotContain(token);
    assertThat(tokens.newAdminToken()).isNotEqualTo(token);
  }

  @Test
  void runFileSaysWhereTheContainerListens() {
    DataDirectory data = new DataDirectory(work.resolve("data")).create();

    new RunFile("http://127.0.0.1:1", 42).write(data);
    assertThat(RunFile.read(data)).contains(new RunFile("http://127.0.0.1:1", 42));
    RunFile.delete(data);
    assertThat(RunFile.read(data)).isEmpty();
  }

  @Test
  void unwritableDirectoryIsToldInOneSentence() throws Exception {
    Path file = Files.createFile(work.resolve("file"));

    assertThatThrownBy(() -> new DataDirectory(file.resolve("data")).create())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("choose another with --data");
  }
}
