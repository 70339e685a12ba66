package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.hawser.kernels.onednn.dnnl.DnnlLoadException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFilesTest {
  @TempDir Path folder;

  private final List<String> opened = new ArrayList<>();

  private InputStream open(String name) {
    opened.add(name);
    return new ByteArrayInputStream(("content of " + name).getBytes(StandardCharsets.UTF_8));
  }

  private void unpack(String identity) throws IOException {
    opened.clear();
    LibraryFiles.unpack(this::open, identity, folder);
  }

  @Test
  void filesAreUnpackedOnce() throws IOException {
    unpack("1");
    assertThat(folder.resolve(DnnlLibrary.FILE)).hasContent("content of " + DnnlLibrary.FILE);
    assertThat(opened).containsExactly(DnnlLibrary.OPENMP_FILE, DnnlLibrary.FILE);
    unpack("1");
    assertThat(opened).isEmpty();
  }

  @Test
  void anotherBundleIsUnpackedAnew() throws IOException {
    unpack("1");
    unpack("2");
    assertThat(opened).hasSize(2);
  }

  @Test
  void damagedFilesAreReplaced() throws IOException {
    unpack("1");
    Path file = folder.resolve(DnnlLibrary.FILE);
    Files.writeString(file, "content of something else", StandardCharsets.UTF_8);
    unpack("1");
    assertThat(opened).containsExactly(DnnlLibrary.FILE);
    Files.writeString(file, "Content of " + DnnlLibrary.FILE, StandardCharsets.UTF_8);
    unpack("1");
    assertThat(opened).containsExactly(DnnlLibrary.FILE);
    assertThat(file).hasContent("content of " + DnnlLibrary.FILE);
  }

  @Test
  void nothingIsLeftBehindWhenUnpackingFails() throws IOException {
    assertThatThrownBy(
            () ->
                LibraryFiles.unpack(
                    _ -> {
                      throw new IOException("no such entry");
                    },
                    "1",
                    folder))
        .isInstanceOf(IOException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenIsRemoved() throws IOException {
    unpack("1");
    Files.createFile(folder.resolve(DnnlLibrary.FILE + "123.part"));
    Files.createFile(folder.resolve("seal456.part"));
    unpack("1");
    assertThat(opened).isEmpty();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              DnnlLibrary.FILE,
              DnnlLibrary.FILE + ".crc32c",
              DnnlLibrary.OPENMP_FILE,
              DnnlLibrary.OPENMP_FILE + ".crc32c");
    }
  }

  @Test
  void aFileThatIsNoLibraryIsExplained() throws IOException {
    Assumptions.assumeTrue(
        DnnlLibrary.isSupportedPlatform(), "Skipped: loading is tried on linux-x86_64 only");
    unpack("1");
    assertThatThrownBy(() -> DnnlLibrary.load(folder))
        .isInstanceOf(DnnlLoadException.class)
        .hasMessageContaining(DnnlLibrary.FILE)
        .hasMessageContaining("file too short");
  }

  @Test
  void aMissingFileIsExplained() {
    assertThatThrownBy(() -> DnnlLibrary.load(folder))
        .isInstanceOf(DnnlLoadException.class)
        .message()
        .matches(".*(is missing in|this is).*");
  }
}
