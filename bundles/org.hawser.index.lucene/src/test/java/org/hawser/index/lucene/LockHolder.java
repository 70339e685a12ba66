package org.hawser.index.lucene;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;

/// A process that holds the lock of an index until its input ends.
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    try (FSDirectory directory = FSDirectory.open(Path.of(args[0]));
        var lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME);
        PrintStream out =
            new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out),
                true,
                StandardCharsets.UTF_8)) {
      lock.ensureValid();
      out.println("locked");
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
