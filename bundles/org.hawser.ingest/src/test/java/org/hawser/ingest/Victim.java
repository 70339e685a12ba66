package org.hawser.ingest;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The process [DurabilityTest] kills: uploads documents without end and prints each one it got an
/// acknowledgement for.
final class Victim {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private Victim() {}

  /// @param arguments data folder, number of the round
  public static void main(String[] arguments) throws IOException {
    Fixture fixture = new Fixture(Path.of(arguments[0])).withParts().started();
    int round = Integer.parseInt(arguments[1]);
    write("ready");
    for (int i = 0; ; i++) {
      String path = "r" + round + "-" + i % 40 + ".txt";
      String id = fixture.upload(path, content(round, i)).documentId();
      write("acknowledged " + id + " " + round + " " + i);
    }
  }

  static String content(int round, int i) {
    Random random = new Random(round * 1_000_003L + i);
    String words =
        IntStream.range(0, 300 + random.nextInt(300))
            .mapToObj(w -> "word" + random.nextInt(1000))
            .collect(Collectors.joining(" "));
    return "# Round " + round + "\nDocument " + i + " " + words;
  }

  /// One write per line: the reader sees whole lines or nothing, whenever the process dies.
  private static void write(String line) throws IOException {
    OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
