package org.hawser.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The feature files and the bundles agree.
class FeaturesTest {
  private static final Path IMAGE = BundleJar.ROOT.resolve("features/target/hawser");

  @Test
  void everyBundleIsInAFeature() throws IOException {
    List<String> shipped = bundleIds().map(id -> id.split(":")[1]).toList();
    assertThat(BundleJar.all().map(BundleJar::name)).isSubsetOf(shipped);
  }

  @Test
  void everyFeatureBundleIsInTheImage() throws IOException {
    assertThat(bundleIds().map(FeaturesTest::jar)).allMatch(Files::exists);
  }

  @Test
  void noVersionIsLeftUnfilled() throws IOException {
    assertThat(bundleIds()).noneMatch(id -> id.contains("${"));
  }

  private static Path jar(String id) {
    String[] gav = id.split(":");
    return IMAGE
        .resolve("repo")
        .resolve(gav[0].replace('.', '/'))
        .resolve(gav[1])
        .resolve(gav[2])
        .resolve(gav[1] + "-" + gav[2] + ".jar");
  }

  private static List<Path> features() throws IOException {
    Path folder = IMAGE.resolve("features");
    List<Path> features = new ArrayList<>();
    for (String name : List.of("platform", "docqa", "lab", "server")) {
      features.add(folder.resolve(name + ".json"));
    }
    try (var strategies = Files.newDirectoryStream(folder, "{prompt,context}-*.json")) {
      strategies.forEach(features::add);
    }
    return features;
  }

  private static Stream<String> bundleIds() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path feature : features()) {
      JsonNode json = new ObjectMapper().readTree(feature.toFile());
      json.path("bundles").forEach(b -> ids.add(b.path("id").asText()));
    }
    return ids.stream();
  }
}
