package org.hawser.extract.tika.worker;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;

/// Questions about media types, always without parameters.
final class MediaTypes {
  private static final Set<String> ARCHIVES =
      Set.of(
          "application/zip",
          "application/x-tar",
          "application/x-gtar",
          "application/gzip",
          "application/x-7z-compressed",
          "application/x-rar-compressed",
          "application/x-bzip2",
          "application/x-xz");

  private MediaTypes() {}

  static String detect(AutoDetectParser parser, TikaInputStream in, Metadata metadata)
      throws IOException {
    String given = metadata.get(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE);
    MediaType type =
        given == null ? parser.getDetector().detect(in, metadata) : MediaType.parse(given);
    return type == null ? MediaType.OCTET_STREAM.toString() : type.getBaseType().toString();
  }

  static String base(Metadata metadata) {
    MediaType type = MediaType.parse(metadata.get(Metadata.CONTENT_TYPE));
    return type == null ? MediaType.OCTET_STREAM.toString() : type.getBaseType().toString();
  }

  /// Whether a file of this type holds nothing but other files; its own text is a list of names.
  static boolean archive(String type) {
    return ARCHIVES.contains(type);
  }

  /// Whether nothing in this installation reads text out of this type.
  static boolean unread(Metadata metadata, String type) {
    return type.startsWith("audio/")
        || type.startsWith("video/")
        || type.startsWith("font/")
        || type.equals("application/octet-stream")
        || Arrays.asList(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY))
            .contains("org.apache.tika.parser.EmptyParser");
  }
}
