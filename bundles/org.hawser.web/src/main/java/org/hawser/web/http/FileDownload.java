package org.hawser.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.ByteRange;

/** A file to be saved, whole or the stretch of it a client asks for (RFC 9110, section 14). */
public final class FileDownload {
  private static final String UNIT = "bytes=";

  private FileDownload() {}

  /**
   * @param name what the client calls the file
   */
  public static void send(Exchange exchange, Path file, String name) throws IOException {
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = content.size();
      String tag = tag(file, size);
      Optional<ByteRange> part = part(exchange, size, tag);
      long first = part.map(ByteRange::first).orElse(0L);
      long length = part.map(ByteRange::getLength).orElse(size);
      HttpServletResponse response = exchange.response();
      part.ifPresent(range -> partial(response, range.toHeaderValue(size)));
      response.setContentType("application/octet-stream");
      response.setHeader("Content-Disposition", ContentDisposition.attachment(name));
      response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
      response.setHeader("Accept-Ranges", "bytes");
      response.setHeader("ETag", tag);
      response.setContentLengthLong(length);
      if (!exchange.headersOnly()) {
        copy(content, first, length, response.getOutputStream());
      }
    }
  }

  /** Another one as soon as the file is written again. */
  private static String tag(Path file, long size) throws IOException {
    long changed = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    return '"' + Long.toHexString(size) + '-' + Long.toHexString(changed) + '"';
  }

  private static void partial(HttpServletResponse response, String range) {
    response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
    response.setHeader("Content-Range", range);
  }

  /**
   * The one stretch asked for. Who asks for several, in other units than bytes, or of another state
   * of the file gets the whole file, as the RFC allows.
   */
  private static Optional<ByteRange> part(Exchange exchange, long size, String tag) {
    HttpServletRequest request = exchange.request();
    String condition = request.getHeader("If-Range");
    List<String> wanted =
        Collections.list(request.getHeaders("Range")).stream()
            .map(header -> header.strip().toLowerCase(Locale.ROOT))
            .filter(header -> header.startsWith(UNIT))
            .toList();
    if (exchange.headersOnly()
        || wanted.isEmpty()
        || condition != null && !condition.strip().equals(tag)) {
      return Optional.empty();
    }
    List<ByteRange> ranges = ByteRange.parse(wanted, size);
    if (ranges.isEmpty()) {
      throw new ProblemException(
              ProblemType.RANGE_NOT_SATISFIABLE,
              "The file has "
                  + size
                  + " bytes and none where the header Range looks for them: ask for bytes it has,"
                  + " such as bytes=0-99, or for the whole file.")
          .withHeader("Content-Range", ByteRange.toNonSatisfiableHeaderValue(size));
    }
    return ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty();
  }

  private static void copy(FileChannel content, long first, long length, OutputStream out)
      throws IOException {
    WritableByteChannel to = Channels.newChannel(out);
    long end = first + length;
    long at = first;
    while (at < end) {
      long moved = content.transferTo(at, end - at, to);
      if (moved == 0) {
        throw new EOFException("The file became shorter while it was sent");
      }
      at += moved;
    }
  }
}
