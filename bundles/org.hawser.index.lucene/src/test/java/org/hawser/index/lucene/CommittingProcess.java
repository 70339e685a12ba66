package org.hawser.index.lucene;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hawser.api.embed.Embedder;
import org.hawser.testkit.HashedWordsEmbedder;
import org.hawser.testkit.SampleDocument;

/// A process that writes documents until it is killed and prints the number of each that it
/// committed.
final class CommittingProcess {
  private CommittingProcess() {}

  static SampleDocument document(int number) {
    return SampleDocument.of("notes", "d" + number, "words of " + number, "more words");
  }

  public static void main(String[] args) throws IOException {
    Embedder embedder = new HashedWordsEmbedder("hashed-words", 64);
    try (RunningIndex running = new RunningIndex(Path.of(args[0]));
        PrintStream out =
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      running.embedder(embedder);
      for (int number = Integer.parseInt(args[1]); ; number++) {
        document(number).writeTo(running.index(), embedder);
        running.index().commit();
        out.println(number);
      }
    }
  }
}
