package org.hawser.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every bundle's imports are written down, so that a new dependency is seen in review. After an
/// intended change: `./mvnw verify -pl tests-integration/architecture -am -Dhawser.golden=update`.
class GoldenImportsTest {
  static Stream<BundleJar> bundles() {
    return BundleJar.all();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsAreAsWrittenDown(BundleJar bundle) throws IOException {
    List<String> actual = bundle.clauses("Import-Package").keySet().stream().sorted().toList();
    Path golden =
        BundleJar.ROOT.resolve(
            "tests-integration/architecture/src/test/resources/imports/" + bundle.name() + ".txt");
    if ("update".equals(System.getProperty("hawser.golden"))) {
      Files.createDirectories(golden.getParent());
      Files.write(golden, actual);
    }
    assertThat(golden).as("no import list for %s yet", bundle).exists();
    assertThat(actual).as("imports of %s", bundle).isEqualTo(Files.readAllLines(golden));
  }
}
