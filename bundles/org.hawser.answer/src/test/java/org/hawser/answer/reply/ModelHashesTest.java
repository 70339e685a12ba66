package org.hawser.answer.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelHashesTest {
  @TempDir Path folder;
  private final ModelHashes hashes = new ModelHashes();

  @Test
  void theHashIsThatOfTheFileAndFollowsChanges() throws Exception {
    Path file = Files.writeString(folder.resolve("a.gguf"), "weights");
    assertThat(awaited(file)).isEqualTo(sha256("weights"));
    Files.writeString(file, "other weights");
    assertThat(awaited(file)).isEqualTo(sha256("other weights"));
  }

  @Test
  void shardsAndFoldersAreHashedAsOne() throws Exception {
    Path first = Files.writeString(folder.resolve("b-00001-of-00002.gguf"), "one");
    Files.writeString(folder.resolve("b-00002-of-00002.gguf"), "two");
    Files.writeString(folder.resolve("c-00002-of-00002.gguf"), "stranger");
    assertThat(awaited(first)).isEqualTo(sha256("onetwo"));
    Path model = Files.createDirectory(folder.resolve("d"));
    Files.writeString(model.resolve("config.json"), "{}");
    Files.writeString(model.resolve("model.safetensors"), "three");
    assertThat(awaited(model)).isEqualTo(sha256("three"));
  }

  @Test
  void aFileThatIsGoneHasNone() {
    assertThat(hashes.of(folder.resolve("none.gguf"))).isEmpty();
  }

  private String awaited(Path file) {
    Await.until("the hash is there", () -> !hashes.of(file).isEmpty());
    return hashes.of(file);
  }

  private static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
