package org.hawser.inference.core.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.quant.GgmlType;
import org.hawser.inference.core.tokenizer.bpe.GgufTokenizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand broken files: either read or refused with a sentence, never more.
class MutatedGgufTest {
  private static final int FILES = 1000;
  private static final long ALLOCATION_BOUND = 24L << 20;
  private static final long[] EXTREMES = {
    -1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, (1L << 31) - 1, 1L << 40, 255
  };

  @TempDir Path folder;

  @Test
  void brokenFilesAreReadOrRefused() throws IOException {
    long seed = System.nanoTime();
    System.out.println("Seed of the mutated GGUF files: " + seed);
    Random random = new Random(seed);
    Path original = folder.resolve("original.gguf");
    new RandomModel(ModelShape.named("tiny"), GgmlType.Q4_0, 1).write(original);
    byte[] bytes = Files.readAllBytes(original);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve("broken.gguf");
      Files.write(file, mutate(bytes, random));
      refused += use(file) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(FILES / 4);
  }

  private static boolean use(Path path) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean read = true;
    try (GgufFile file = GgufFile.open(path)) {
      for (GgufTensor tensor : file.tensors()) {
        float[] row = new float[(int) Math.min(tensor.rowSize(), 1 << 20)];
        if (row.length == tensor.rowSize()) {
          tensor.row(tensor.rows() - 1, row, 0);
        }
      }
      GgufTokenizers.read(file).encode("Some text, über 1000 Zeichen.");
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).endsWith(".").doesNotContain("\n");
      read = false;
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATION_BOUND);
    return read;
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int mutations = 1 + random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      int within = random.nextInt(4) == 0 ? bytes.length : random.nextBoolean() ? 1024 : 30_000;
      int at = random.nextInt(Math.min(within, bytes.length) - 8);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> buffer.putLong(at, EXTREMES[random.nextInt(EXTREMES.length)]);
        case 3 -> buffer.putInt(at, random.nextInt(64));
        default -> {
          int from = random.nextInt(bytes.length / 2);
          System.arraycopy(original, from, bytes, at, Math.min(64, bytes.length - at));
        }
      }
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
