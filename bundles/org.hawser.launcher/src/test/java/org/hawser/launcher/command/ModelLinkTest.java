package org.hawser.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLinkTest {
  @TempDir Path folder;

  private Path models() throws IOException {
    return Files.createDirectory(folder.resolve("models"));
  }

  private Path file(String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }

  @Test
  void linksAFile() throws IOException {
    Path models = models();

    assertThat(ModelLink.into(models, file("small.q8.GGUF"))).isEqualTo("small.q8");
    assertThat(models.resolve("small.q8.GGUF")).isSymbolicLink();
  }

  @Test
  void linksAllShardsOfOne() throws IOException {
    Path models = models();
    file("big-00001-of-00002.gguf");
    file("other-00001-of-00002.gguf");
    Path second = file("big-00002-of-00002.gguf");

    assertThat(ModelLink.into(models, second)).isEqualTo("big");
    assertThat(models)
        .isDirectoryContaining("glob:**big-00001-of-00002.gguf")
        .isDirectoryContaining("glob:**big-00002-of-00002.gguf")
        .isDirectoryNotContaining("glob:**other*");
  }

  @Test
  void linksADirectory() throws IOException {
    Path models = models();
    Path model = Files.createDirectory(folder.resolve("tales"));

    assertThat(ModelLink.into(models, model)).isEqualTo("tales");
    assertThat(models.resolve("tales")).isSymbolicLink().isDirectory();
  }

  @Test
  void findsWhatHasAnId() throws IOException {
    file("big-00002-of-00002.gguf");
    Path first = file("big-00001-of-00002.gguf");
    Path tales = Files.createDirectory(folder.resolve("tales"));

    assertThat(ModelLink.find(folder, "big")).contains(first);
    assertThat(ModelLink.find(folder, "tales")).contains(tales);
    assertThat(ModelLink.find(folder, "none")).isEmpty();
    assertThat(ModelLink.find(folder.resolve("absent"), "tales")).isEmpty();
  }
}
