package org.hawser.benchmarks.retrieval;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Reads the regular files of a gzipped tar archive of plain (ustar) entries.
final class TarFiles {
  private static final int BLOCK = 512;

  private TarFiles() {}

  /// Contents by name, in archive order.
  static Map<String, byte[]> read(InputStream gzipped) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(gzipped)) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        int size = Integer.parseInt(string(header, 124, 12), 8);
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
          throw new EOFException("The archive ends inside " + string(header, 0, 100));
        }
        in.skipNBytes(Math.floorMod(-size, BLOCK));
        if (header[156] == '0' || header[156] == 0) {
          files.put(string(header, 0, 100), content);
        }
        header = in.readNBytes(BLOCK);
      }
    }
    return files;
  }

  private static String string(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII).strip();
  }
}
