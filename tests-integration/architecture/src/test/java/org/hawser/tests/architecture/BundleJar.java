package org.hawser.tests.architecture;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A built bundle of ours.
///
/// @param folder its folder in the source tree
/// @param jar the built jar
record BundleJar(Path folder, Path jar) {
  static final Path ROOT = Path.of(System.getProperty("hawser.root", "../.."));

  /// The launcher is a plain jar outside the framework.
  private static final Set<String> NOT_BUNDLES = Set.of("org.hawser.launcher");

  /// Every bundle of the product.
  static Stream<BundleJar> all() {
    return Stream.of("bundles", "connectors")
        .map(ROOT::resolve)
        .flatMap(BundleJar::folders)
        .filter(folder -> !NOT_BUNDLES.contains(folder.getFileName().toString()))
        .map(folder -> new BundleJar(folder, builtJar(folder)));
  }

  private static Stream<Path> folders(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(c -> Files.exists(c.resolve("pom.xml"))).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path builtJar(Path folder) {
    try (Stream<Path> built = Files.list(folder.resolve("target"))) {
      List<Path> jars =
          built
              .filter(
                  f ->
                      f.getFileName()
                          .toString()
                          .matches(
                              "org\\.hawser\\..*-SNAPSHOT\\.jar|org\\.hawser\\..*-\\d+\\.\\d+\\.\\d+\\.jar"))
              .toList();
      if (jars.size() != 1) {
        throw new IllegalStateException("Expected one built jar in " + folder + ", found " + jars);
      }
      return jars.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  /// A manifest header, empty when absent.
  String header(String name) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String value = file.getManifest().getMainAttributes().getValue(name);
      return value == null ? "" : value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A manifest header taken apart.
  Parameters clauses(String name) {
    return OSGiHeader.parseHeader(header(name));
  }

  /// Names of imported packages of ours.
  Set<String> ownImports() {
    return clauses("Import-Package").keySet().stream()
        .filter(p -> p.startsWith("org.hawser."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Paths of the class files of the bundle itself, embedded jars left out.
  List<String> classFiles() {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(e -> e.getName()).filter(n -> n.endsWith(".class")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(String entry) {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry(entry))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
