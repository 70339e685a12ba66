package org.hawser.index.lucene.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.hawser.api.index.IndexException;

/// Turns what Lucene and the file system throw into one sentence with a remedy.
final class IndexFailure {
  private static final long NEARLY_FULL = 1 << 20;

  private IndexFailure() {}

  static IndexException of(Throwable failure, Path folder) {
    return failure instanceof IndexException known
        ? known
        : new IndexException(sentence(failure, folder), failure);
  }

  static String damaged(Path folder, String what) {
    return "The index at "
        + folder
        + " is damaged ("
        + what
        + "): run `hawser index repair`, then ingest the documents it names again.";
  }

  static String lostChanges(Path folder) {
    return "Changes to the index at "
        + folder
        + " were lost before they were committed, because it had to be closed: write them again.";
  }

  private static String sentence(Throwable failure, Path folder) {
    if (diskFull(failure, folder)) {
      return "The disk that holds the index at "
          + folder
          + " is full: free some space; nothing of the interrupted change is visible, and it has"
          + " to be written again.";
    }
    return switch (failure) {
      case LockObtainFailedException _ ->
          "The index at "
              + folder
              + " is in use by another process: stop that Hawser, or give this one another data"
              + " directory.";
      case IndexFormatTooNewException _, IndexFormatTooOldException _ ->
          "The index at "
              + folder
              + " was written by another version of the search library: start the Hawser that wrote"
              + " it, or move the folder away and ingest the documents again.";
      case CorruptIndexException corrupt -> damaged(folder, file(corrupt.getResourceDescription()));
      case IndexNotFoundException _ -> damaged(folder, "its segments file is missing");
      case NoSuchFileException missing ->
          damaged(folder, "file " + file(missing.getFile()) + " is missing");
      case FileNotFoundException missing ->
          damaged(folder, "file " + file(missing.getMessage()) + " is missing");
      case EOFException _ -> damaged(folder, "a file ends too early");
      case AccessDeniedException denied ->
          "The index at "
              + folder
              + " cannot be opened ("
              + denied.getFile()
              + " is not accessible): give the Hawser user read and write permission.";
      case AlreadyClosedException closed when closed.getCause() != null ->
          sentence(closed.getCause(), folder);
      case IOException io ->
          "The index at "
              + folder
              + " cannot be read or written ("
              + io
              + "): check the disk, then run `hawser index check`.";
      default ->
          "The index at "
              + folder
              + " gave an unexpected answer ("
              + failure
              + "): run `hawser index check`.";
    };
  }

  private static boolean diskFull(Throwable failure, Path folder) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String reason = cause instanceof FileSystemException fs ? fs.getReason() : cause.getMessage();
      if (cause instanceof IOException && saysFull(reason)) {
        return true;
      }
    }
    return failure instanceof IOException
        && !(failure instanceof LockObtainFailedException)
        && nearlyFull(folder);
  }

  private static boolean saysFull(String reason) {
    String text = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("not enough space")
        || text.contains("disk full")
        || text.contains("quota exceeded");
  }

  private static boolean nearlyFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < NEARLY_FULL;
    } catch (IOException e) {
      return false;
    }
  }

  /// The file name in a Lucene resource description such as `MMapIndexInput(path="/x/_0.cfs")`.
  private static String file(String description) {
    if (description == null || description.isBlank()) {
      return "a file cannot be read";
    }
    String name = description.substring(description.lastIndexOf('/') + 1);
    int end = name.indexOf('"');
    return end < 0 ? name : name.substring(0, end);
  }
}
