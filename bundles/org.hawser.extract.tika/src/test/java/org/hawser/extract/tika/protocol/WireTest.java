package org.hawser.extract.tika.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final WorkerLimits LIMITS = new WorkerLimits(200_000, 5, 100, 1_000, "");

  @Test
  void documentsAndRefusalsRoundTrip() throws IOException {
    String text = "ä𝄞x".repeat(30_000);
    ReadDocument document = document(text, new ReadBlock(BlockKind.CODE, 0, 3, 1, 0, 12));
    assertThat(roundTrip(document)).isEqualTo(document);
    Refusal refusal = new Refusal("CORRUPT", "It is broken: mend it.");
    assertThat(roundTrip(refusal)).isEqualTo(refusal);
  }

  @Test
  void aHostileWorkerCannotOverrunTheContainer() {
    assertThatThrownBy(() -> roundTrip(document("x".repeat(200_001))))
        .hasMessageContaining("bounds");
    assertThatThrownBy(
            () -> roundTrip(document("abc", new ReadBlock(BlockKind.CODE, 0, 0, 0, 1, 9))))
        .hasMessageContaining("bounds");
    assertThatThrownBy(
            () -> roundTrip(document("abc", new ReadBlock(BlockKind.CODE, 0, 0, 7, 0, 1))))
        .hasMessageContaining("bounds");
  }

  @Test
  void aHostileReplyOfManySmallPiecesIsBoundedAsAWhole() throws IOException {
    ReadDocument sound = document("abc");
    PathNode name = new PathNode(-1, "\u4e00".repeat(200));
    assertThat(roundTrip(withPaths(sound, List.of(name)))).isInstanceOf(ReadDocument.class);
    assertThatThrownBy(
            () -> roundTrip(withPaths(sound, List.of(new PathNode(-1, "x".repeat(201))))))
        .hasMessageContaining("bounds");
    assertThatThrownBy(() -> roundTrip(withPaths(sound, Collections.nCopies(150_000, name))))
        .hasMessageContaining("reply out of bounds");
    assertThatThrownBy(() -> roundTrip(new Refusal("CORRUPT", "x".repeat(2_001))))
        .hasMessageContaining("bounds");
  }

  private static ReadDocument withPaths(ReadDocument document, List<PathNode> paths) {
    return new ReadDocument(
        document.title(),
        document.language(),
        document.mediaType(),
        document.pages(),
        document.text(),
        paths,
        document.blocks(),
        document.metadata(),
        document.notes());
  }

  @Test
  void damagedFramesEndInAnExceptionAndNothingElse() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] sound = bytes(document("abc def", new ReadBlock(BlockKind.CODE, 0, 0, 0, 0, 3)));
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      damaged = Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
      try {
        Wire.readReply(new DataInputStream(new ByteArrayInputStream(damaged)), LIMITS);
      } catch (IOException expected) {
        assertThat(expected).as("seed %d", seed).isNotNull();
      }
    }
  }

  private static ReadDocument document(String text, ReadBlock... blocks) {
    return new ReadDocument(
        "Title",
        "de",
        "text/plain",
        7,
        text,
        List.of(new PathNode(-1, "a"), new PathNode(0, "b")),
        List.of(blocks),
        Map.of("author", "Ada"),
        List.of("A note."));
  }

  private static Reply roundTrip(Reply reply) throws IOException {
    return Wire.readReply(new DataInputStream(new ByteArrayInputStream(bytes(reply))), LIMITS);
  }

  private static byte[] bytes(Reply reply) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.write(new DataOutputStream(bytes), reply);
    return bytes.toByteArray();
  }
}
