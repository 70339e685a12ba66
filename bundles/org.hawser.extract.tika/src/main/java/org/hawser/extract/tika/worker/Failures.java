package org.hawser.extract.tika.worker;

import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.zip.ZipException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.hawser.extract.tika.protocol.Refusal;

/// Turns what parsers throw into a reason and one sentence with cause and remedy.
final class Failures {
  /// The reason that says that the file is not to blame.
  static final String UNAVAILABLE = "UNAVAILABLE";

  static final Refusal EMPTY_FILE =
      new Refusal("EMPTY", "The file is empty (0 bytes): save it again from its program.");
  static final Refusal ENCRYPTED =
      new Refusal(
          "ENCRYPTED",
          "The file is protected by a password or by rights management: save a copy without"
              + " protection.");
  static final Refusal BROKEN_ENTRY =
      new Refusal("CORRUPT", "Its data is damaged: make the file anew.");
  static final Refusal NESTED =
      new Refusal(
          "CORRUPT",
          "The file's content is nested too deeply to be read: save it again from its program in a"
              + " simpler form.");

  private Failures() {}

  static Refusal of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Refusal known = known(cause);
      if (known != null) {
        return known;
      }
    }
    return new Refusal(
        "CORRUPT",
        "The file is damaged or is not what its name says ("
            + symptom(failure)
            + "): open it in its program and save it again.");
  }

  private static Refusal known(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof EncryptedDocumentException
        || type.equals("EncryptedDocumentException")
        || type.equals("InvalidPasswordException")
        || type.equals("PasswordRequiredException")
        || message.contains("unsupported feature encryption")) {
      return ENCRYPTED;
    }
    if (cause instanceof ZeroByteFileException) {
      return EMPTY_FILE;
    }
    if (cause instanceof NoSuchFileException || cause instanceof AccessDeniedException) {
      return new Refusal(
          "UNREADABLE",
          "The file vanished or was locked while it was read: check its folder and try it again.");
    }
    if (message.contains("no space left")) {
      return new Refusal(
          UNAVAILABLE,
          "The extractor cannot work now; the disk for its temporary files is full: free space and"
              + " try it again.");
    }
    if (cause instanceof StackOverflowError) {
      return NESTED;
    }
    if (message.contains("zip bomb") || cause instanceof Budget.UnpackLimitException) {
      return new Refusal(
          "TOO_LARGE",
          "The file unpacks to far more data than its size (a zip bomb?): unpack it yourself and add"
              + " the files you need.");
    }
    if (message.startsWith("strict ooxml")
        || cause instanceof UnsupportedFormatException
        || type.equals("OldWordFileFormatException")
        || type.equals("OldExcelFormatException")) {
      return new Refusal(
          "UNSUPPORTED",
          "This old or special variant of the format cannot be read: save the file in a current"
              + " format.");
    }
    return null;
  }

  /// What broke, in words that hold no content of the file.
  private static String symptom(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return switch (root) {
      case TikaException _ -> "a part of it is missing";
      case EOFException _ -> "it ends too early";
      case ZipException _ -> "its zip structure is broken";
      case org.xml.sax.SAXParseException place ->
          "its XML is broken in line " + Math.max(0, place.getLineNumber());
      case java.io.IOException _ -> "its structure is broken";
      default -> "the parser stopped with " + root.getClass().getSimpleName();
    };
  }
}
