package org.hawser.answer.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelHashesTest {
  @TempDir Path folder;
  private Path kept;
  private ModelHashes hashes;

  @BeforeEach
  void start() {
    kept = folder.resolve("data/answer/model-hashes");
    hashes = new ModelHashes(kept);
  }

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

  @Test
  void whatWasComputedIsKnownAfterARestart() throws Exception {
    Path file = Files.writeString(folder.resolve("a b\u00e4.gguf"), "weights");
    Path gone = Files.writeString(folder.resolve("gone.gguf"), "old");
    awaited(gone);
    Files.delete(gone);
    awaited(file);

    ModelHashes restarted = new ModelHashes(kept);

    assertThat(restarted.of(file)).isEqualTo(sha256("weights"));
    assertThat(Files.readString(kept)).doesNotContain("gone.gguf");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatChangedWhileNothingRanIsHashedAnew() throws Exception {
    Path file = Files.writeString(folder.resolve("a.gguf"), "weights");
    awaited(file);
    Files.writeString(file, "WEIGHTS");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    hashes = new ModelHashes(kept);

    assertThat(hashes.of(file)).isEmpty();
    assertThat(awaited(file)).isEqualTo(sha256("WEIGHTS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flipped", "cut", "empty", "noise", "huge"})
  void aDamagedFileIsIgnoredAndWrittenAnew(String damage) throws Exception {
    Path file = Files.writeString(folder.resolve("a.gguf"), "weights");
    awaited(file);
    byte[] bytes = Files.readAllBytes(kept);
    switch (damage) {
      case "flipped" -> bytes[40] ^= 1;
      case "cut" -> bytes = Arrays.copyOf(bytes, bytes.length - 9);
      case "empty" -> bytes = new byte[0];
      case "noise" -> bytes = new byte[] {-1, 0, 10, -61};
      default -> bytes = Arrays.copyOf(bytes, 5 << 20);
    }
    Files.write(kept, bytes);

    hashes = new ModelHashes(kept);

    assertThat(hashes.of(file)).isEmpty();
    assertThat(awaited(file)).isEqualTo(sha256("weights"));
    assertThat(new ModelHashes(kept).of(file)).isEqualTo(sha256("weights"));
  }

  @Test
  void whereNothingCanBeWrittenTheHashIsThereAllTheSame() throws Exception {
    Files.writeString(folder.resolve("data"), "no folder");
    Path file = Files.writeString(folder.resolve("a.gguf"), "weights");
    assertThat(awaited(file)).isEqualTo(sha256("weights"));
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
