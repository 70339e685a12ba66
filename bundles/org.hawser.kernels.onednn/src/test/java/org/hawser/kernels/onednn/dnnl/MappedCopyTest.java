package org.hawser.kernels.onednn.dnnl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hawser.kernels.onednn.TestLibrary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One test, because what it deletes stays mapped until its process ends.
class MappedCopyTest {
  @TempDir Path temporary;

  @BeforeEach
  void skipElsewhere() {
    Assumptions.assumeTrue(
        DnnlLibrary.isSupportedPlatform(), "Skipped: the bundled oneDNN runs on linux-x86_64 only");
  }

  @Test
  void theCopyOfTwoFoldersThatWasLoadedFirstServesBothUntilItIsDeleted() throws IOException {
    Path first = folder("first");
    Path second = folder("second folder");
    assertThat(MappedCopy.find()).isEmpty();
    try (DnnlLibrary one = DnnlLibrary.load(first);
        DnnlLibrary two = DnnlLibrary.load(second)) {
      assertThat(mapped()).containsExactly(first.resolve(DnnlLibrary.FILE).toString());
      assertThat(two.version()).isEqualTo(one.version());
      one.openEngine().close();
      two.openEngine().close();
    }
    try (DnnlLibrary again = DnnlLibrary.load(second)) {
      assertThat(again.version()).startsWith("3.");
      assertThat(mapped()).containsExactly(first.resolve(DnnlLibrary.FILE).toString());
    }

    Files.delete(first.resolve(DnnlLibrary.FILE));
    assertThatThrownBy(() -> DnnlLibrary.load(second))
        .isInstanceOf(DnnlLoadException.class)
        .hasMessageContaining("restart it");
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    for (String file : List.of(DnnlLibrary.FILE, DnnlLibrary.OPENMP_FILE)) {
      Files.copy(TestLibrary.folder().resolve(file), folder.resolve(file));
    }
    return folder.toRealPath();
  }

  private static List<String> mapped() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.endsWith(DnnlLibrary.FILE))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .toList();
    }
  }
}
