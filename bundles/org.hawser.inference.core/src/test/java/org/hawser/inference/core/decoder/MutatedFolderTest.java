package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.serving.ServingForm;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand broken Hugging Face folders: either they run or they are refused with a sentence.
class MutatedFolderTest {
  private static final int FOLDERS = 1000;
  private static final long ALLOCATION_BOUND = 24L << 20;
  private static final Pattern VALUE = Pattern.compile("-?\\d[\\d.eE+-]*|\"[^\"]*\"|true|false");
  private static final List<String> EXTREMES =
      List.of(
          "0",
          "1",
          "-1",
          "3",
          "255",
          "65536",
          "1048575",
          "2147483647",
          "2147483648",
          "4294967296",
          "-9223372036854775808",
          "18446744073709551616",
          "1e308",
          "1e-308",
          "0.5",
          "null",
          "[]",
          "{}",
          "\"\"",
          "\"x\"",
          "true",
          "[[1]]");

  @TempDir Path folder;
  private final JavaKernels kernels = new JavaKernels();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @AfterEach
  void stop() {
    kernels.stop();
  }

  @Test
  void brokenFoldersRunOrAreRefused() throws IOException {
    long seed = System.nanoTime();
    System.out.println("Seed of the mutated folders: " + seed);
    Random random = new Random(seed);
    ShardedFolder.write(SharedData.require("data/models/tinystories-656k"), folder);
    assertThat(use("unchanged")).isTrue();
    List<String> names = new ArrayList<>(ShardedFolder.SHARDS);
    names.addAll(List.of("config.json", "config.json", "tokenizer.json", "tokenizer_config.json"));
    names.add(ShardedFolder.INDEX);
    int refused = 0;
    for (int i = 0; i < FOLDERS; i++) {
      Path file = folder.resolve(names.get(random.nextInt(names.size())));
      byte[] original = Files.readAllBytes(file);
      boolean json = file.toString().endsWith(".json");
      Files.write(file, json ? mutatedJson(original, random) : mutatedWeights(original, random));
      refused += use("folder " + i + ", " + file.getFileName()) ? 0 : 1;
      Files.write(file, original);
    }
    assertThat(refused).isBetween(FOLDERS / 4, FOLDERS - FOLDERS / 20);
  }

  private boolean use(String what) {
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean good = true;
    try {
      DecoderModel model = HuggingFaceModel.read(folder);
      HuggingFaceTokenizers.fromDirectory(folder).encode("Some text, über 1000 Zeichen.");
      DecoderOptions options = new DecoderOptions(1, ServingForm.F32, CacheFormat.BF16);
      try (Decoder decoder = new Decoder(model, kernels, options);
          DecoderSession session = decoder.openSession(8)) {
        session.append(0, 1);
      }
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).as(what).endsWith(".").doesNotContain("\n");
      good = false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as(what).isLessThan(ALLOCATION_BOUND);
    return good;
  }

  private static byte[] mutatedJson(byte[] original, Random random) {
    String text = new String(original, StandardCharsets.UTF_8);
    int mutations = 1 + random.nextInt(2);
    for (int i = 0; i < mutations && !text.isEmpty(); i++) {
      text =
          switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> withoutPart(text, random);
            default -> withExtreme(text, random);
          };
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String withoutPart(String text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(40));
    return text.substring(0, from) + text.substring(to);
  }

  private static String withExtreme(String text, Random random) {
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (values.isEmpty()) {
      return text + "}";
    }
    MatchResult value = values.get(random.nextInt(values.size()));
    String extreme = EXTREMES.get(random.nextInt(EXTREMES.size()));
    return text.substring(0, value.start()) + extreme + text.substring(value.end());
  }

  private static byte[] mutatedWeights(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int header = 8 + (bytes[0] & 0xff | (bytes[1] & 0xff) << 8);
    int mutations = 1 + random.nextInt(4);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(random.nextInt(4) == 0 ? bytes.length : header);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        default -> bytes[at] = (byte) ('0' + random.nextInt(10));
      }
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }
}
