package org.hawser.inference.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.hawser.inference.core.library.ModelFolder.Look;
import org.hawser.inference.core.library.ModelFolder.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir Path folder;

  private static List<String> ids(Look look) {
    return look.settled().stream().map(Sighting::id).toList();
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x", StandardCharsets.UTF_8, StandardOpenOption.CREATE);
  }

  @Test
  void namesModelsByTheirFiles() throws IOException {
    write("a.gguf");
    write("B.GGUF");
    write("big-00001-of-00002.gguf");
    write("big-00002-of-00002.gguf");
    write("nested/c.gguf");
    write("hf/config.json");
    write("hf/model.safetensors");
    write("same/config.json");
    write("same.gguf");
    write("notes.txt");
    write(".hidden.gguf");
    write("down.gguf.part");
    ModelFolder models = new ModelFolder(folder);
    models.look(0);

    assertThat(ids(models.look(0)))
        .containsExactlyInAnyOrder("a", "B", "big", "nested/c", "hf", "same", "same.gguf");
  }

  @Test
  void waitsWhileAFileGrows() throws IOException {
    long now = System.currentTimeMillis();
    Path file = folder.resolve("a.gguf");
    ModelFolder models = new ModelFolder(folder);
    for (int i = 0; i < 3; i++) {
      Files.writeString(
          file, "x", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Look look = models.look(now);
      assertThat(look.settled()).isEmpty();
      assertThat(look.changing()).containsExactly("a");
    }
    assertThat(ids(models.look(now))).containsExactly("a");
  }

  @Test
  void takesOldFilesAtTheFirstLook() throws IOException {
    write("a.gguf");

    assertThat(ids(new ModelFolder(folder).look(System.currentTimeMillis() + 60_000)))
        .containsExactly("a");
  }

  @Test
  void aMissingFolderIsEmpty() {
    assertThat(new ModelFolder(folder.resolve("none")).look(0).settled()).isEmpty();
  }
}
