package org.hawser.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Attrs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may know whom: implementations know the two APIs, the APIs know nobody.
class ArrowsTest {
  private static final String API = "org.hawser.api";
  private static final String INFERENCE_API = "org.hawser.inference.api";

  /// Optional imports that are allowed, each with its reason.
  private static final Map<String, String> OPTIONAL_IMPORTS =
      Map.of(
          "org.hawser.index.lucene/jdk.incubator.vector",
          "without the module the search library falls back to scalar code by itself",
          "org.hawser.inference.core/jdk.incubator.vector",
          "without the module the kernels fall back to scalar code");

  static Stream<BundleJar> bundles() {
    return BundleJar.all();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsOnlyTheApisOfOurs(BundleJar bundle) {
    assertThat(bundle.ownImports())
        .as("imports of %s", bundle)
        .allMatch(
            p ->
                p.startsWith(API + ".")
                    || p.startsWith(INFERENCE_API + ".")
                    || p.equals(API)
                    || p.equals(INFERENCE_API));
  }

  @Test
  void apisDoNotKnowEachOther() {
    BundleJar.all()
        .filter(b -> b.name().equals(API) || b.name().equals(INFERENCE_API))
        .forEach(b -> assertThat(b.ownImports()).allMatch(p -> p.startsWith(b.name())));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void exportsOnlyApisWithVersions(BundleJar bundle) {
    var exports = bundle.clauses("Export-Package");
    if (bundle.name().equals(API) || bundle.name().equals(INFERENCE_API)) {
      exports.forEach(
          (name, attributes) -> assertThat(attributes.getVersion()).as(name).isNotNull());
    } else {
      assertThat(exports.keySet()).as("%s exports nothing", bundle).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void wiringIsByPackageAndService(BundleJar bundle) {
    assertThat(bundle.header("Require-Bundle")).isEmpty();
    assertThat(bundle.header("DynamicImport-Package")).isEmpty();
    // The one fragment shows SLF4J its implementation (docs/decisions/0018).
    assertThat(bundle.header("Fragment-Host"))
        .isEqualTo(bundle.name().equals("org.hawser.logging") ? "slf4j.api" : "");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void optionalImportsAreOnTheList(BundleJar bundle) {
    Set<String> optional = new TreeSet<>();
    bundle
        .clauses("Import-Package")
        .forEach(
            (name, attributes) -> {
              if (isOptional(attributes)) {
                optional.add(bundle.name() + "/" + name);
              }
            });
    assertThat(optional).isSubsetOf(OPTIONAL_IMPORTS.keySet());
  }

  private static boolean isOptional(Attrs attributes) {
    return "optional".equals(attributes.get("resolution:"));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void nameIsFolderIsRootPackage(BundleJar bundle) {
    assertThat(bundle.header("Bundle-SymbolicName")).isEqualTo(bundle.name());
    String root = bundle.name().replace('.', '/') + "/";
    assertThat(bundle.classFiles()).as("classes of %s", bundle).allMatch(c -> c.startsWith(root));
  }

  @Test
  void noPackageIsSplit() {
    Map<String, String> ownerOf = new HashMap<>();
    BundleJar.all()
        .forEach(
            bundle ->
                packages(bundle)
                    .forEach(
                        p ->
                            assertThat(ownerOf.putIfAbsent(p, bundle.name()))
                                .as("package %s is also in %s", p, bundle)
                                .isNull()));
  }

  private static Set<String> packages(BundleJar bundle) {
    return bundle.classFiles().stream()
        .map(c -> c.substring(0, c.lastIndexOf('/')))
        .collect(Collectors.toSet());
  }
}
