package org.hawser.inference.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hawser.inference.core.kernels.JavaKernels;
import org.junit.jupiter.api.Test;

/// Starts a JVM that has no Vector API.
class WithoutVectorModuleTest {
  /// What runs there.
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      String kernels = new JavaKernels().report().isa();
      System.exit(RowMath.best() instanceof ScalarRowMath && kernels.equals("scalar") ? 42 : 1);
    }
  }

  @Test
  void theScalarFormsTakeOver() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(42);
  }
}
