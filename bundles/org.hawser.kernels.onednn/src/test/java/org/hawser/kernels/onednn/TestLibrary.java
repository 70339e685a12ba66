package org.hawser.kernels.onednn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.junit.jupiter.api.Assumptions;

/// The library from the class path, unpacked below `target`.
public final class TestLibrary {
  private static final Path FOLDER = Path.of("target", "native");

  private TestLibrary() {}

  /// A kernels engine without OSGi; skips the test where the library cannot run.
  static OneDnnKernels kernels(int maxKernels) {
    Assumptions.assumeTrue(
        DnnlLibrary.isSupportedPlatform(), "Skipped: the bundled oneDNN runs on linux-x86_64 only");
    return new OneDnnKernels(DnnlLibrary.load(folder()), maxKernels);
  }

  public static Path folder() {
    try {
      LibraryFiles.unpack(TestLibrary::open, "test", FOLDER);
      return FOLDER.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream open(String name) throws IOException {
    String path = "/org/bytedeco/dnnl/linux-x86_64/" + name;
    InputStream in = TestLibrary.class.getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException(path);
    }
    return in;
  }
}
