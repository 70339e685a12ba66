package org.hawser.index.lucene;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/// A directory on a disk with a given room, which fails as Linux does when it is used up.
final class FullDisk extends FilterDirectory {
  private final AtomicLong room;

  FullDisk(Directory directory, AtomicLong room) {
    super(directory);
    this.room = room;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    return limited(super.createOutput(name, context));
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    return limited(super.createTempOutput(prefix, suffix, context));
  }

  private IndexOutput limited(IndexOutput output) {
    return new FilterIndexOutput("limited", output.getName(), output) {
      @Override
      public void writeByte(byte value) throws IOException {
        take(1);
        super.writeByte(value);
      }

      @Override
      public void writeBytes(byte[] values, int offset, int length) throws IOException {
        take(length);
        super.writeBytes(values, offset, length);
      }
    };
  }

  private void take(int bytes) throws IOException {
    if (room.addAndGet(-bytes) < 0) {
      throw new IOException("No space left on device");
    }
  }
}
