package org.hawser.conversation.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// Files that are replaced whole: a first line with a checksum, then the content. After a crash
/// there is the content before or the content after.
final class SealedFile {
  /// Ending of a file that is being written.
  static final String UNFINISHED = ".new";

  private static final String SEAL = "hawser 1 crc32c=";
  private static final int SEAL_LENGTH = SEAL.length() + Integer.BYTES * 2 + 1;

  private SealedFile() {}

  /// Returns when content and name are on disk.
  static void write(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, ByteBuffer.wrap(seal(content)));
      writeFully(channel, ByteBuffer.wrap(content));
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(file.toAbsolutePath().getParent());
  }

  /// @throws DamagedFileException when it is not what was written
  static byte[] read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] content = Arrays.copyOfRange(bytes, Math.min(SEAL_LENGTH, bytes.length), bytes.length);
    if (!Arrays.equals(seal(content), 0, SEAL_LENGTH, bytes, 0, bytes.length - content.length)) {
      throw new DamagedFileException(file.getFileName() + " does not fit its checksum", null);
    }
    return content;
  }

  /// Makes new, moved and deleted names of a folder last.
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static byte[] seal(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    String line = SEAL + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
