package org.hawser.extract.tika.worker;

import java.util.List;
import org.apache.tika.metadata.Metadata;
import org.hawser.extract.tika.protocol.Refusal;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// Says why a file that was read to its end gave no text.
final class NoText {
  private static final List<String> TEXT_FAMILIES =
      List.of(
          "text/",
          "message/",
          "application/xml",
          "application/xhtml",
          "application/json",
          "application/rtf",
          "application/epub",
          "application/vnd.",
          "application/msword",
          "application/mbox",
          "application/x-tika-",
          "application/zip",
          "application/gzip",
          "application/x-tar",
          "application/x-gtar",
          "application/x-7z",
          "application/x-rar",
          "application/x-bzip",
          "application/x-xz");

  private NoText() {}

  static Refusal refusal(Reading reading, Metadata metadata, WorkerLimits limits) {
    String type = MediaTypes.base(metadata);
    Refusal inner = reading.firstFailure();
    if (inner != null) {
      return new Refusal(inner.reason(), "Nothing inside could be read. " + inner.message());
    }
    if (type.equals("application/pdf")) {
      return empty("The file contains no text (a scan?): ", "read scanned pages", limits);
    }
    if (type.startsWith("image/")) {
      return empty("The image contains no text: ", "read text in images", limits);
    }
    if (!reading.notes().first().isEmpty()) {
      return new Refusal("EMPTY", "Nothing inside could be read. " + reading.notes().first());
    }
    if (reading.notes().imagesWithoutText() > 0) {
      return empty("The file contains images only: ", "read text in images", limits);
    }
    if (MediaTypes.unread(metadata, type) || TEXT_FAMILIES.stream().noneMatch(type::startsWith)) {
      return new Refusal(
          "UNSUPPORTED",
          "No text can be read from files of type "
              + type
              + ": convert the file to PDF or plain text.");
    }
    return new Refusal(
        "EMPTY", "The file contains no text: check that it is the right file and not a blank one.");
  }

  private static Refusal empty(String cause, String purpose, WorkerLimits limits) {
    String remedy =
        limits.ocr()
            ? "text recognition found none either, so supply a sharper copy."
            : "install Tesseract, with data for its language, to " + purpose + ".";
    return new Refusal("EMPTY", cause + remedy);
  }
}
