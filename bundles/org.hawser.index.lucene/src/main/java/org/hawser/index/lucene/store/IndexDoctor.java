package org.hawser.index.lucene.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NoLockFactory;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexException;

/// Checks index files and drops what cannot be read.
final class IndexDoctor {
  private final Path folder;
  private final DirectoryOpener directories;

  IndexDoctor(Path folder, DirectoryOpener directories) {
    this.folder = folder;
    this.directories = directories;
  }

  /// Checks files that do not change meanwhile.
  IndexCheck check(Directory files) throws IOException {
    try (CheckIndex checker =
        new CheckIndex(files, NoLockFactory.INSTANCE.obtainLock(files, "check"))) {
      List<String> findings = findings(run(checker));
      return new IndexCheck(findings.isEmpty(), findings, List.of());
    }
  }

  /// Checks an index that could not be opened because of `problem`.
  IndexCheck checkClosed(IndexException problem) throws IOException {
    try (Directory directory = directories.open(folder);
        CheckIndex checker = new CheckIndex(directory)) {
      List<String> findings = hasSegments(directory) ? findings(run(checker)) : List.of();
      return new IndexCheck(
          false, findings.isEmpty() ? List.of(problem.getMessage()) : findings, List.of());
    }
  }

  /// Drops what cannot be read.
  IndexCheck repair() throws IOException {
    Files.createDirectories(folder);
    try (Directory directory = directories.open(folder);
        CheckIndex checker = new CheckIndex(directory)) {
      if (hasSegments(directory)) {
        CheckIndex.Status status = run(checker);
        if (!status.missingSegments) {
          return status.clean ? clean() : dropSegments(directory, checker, status);
        }
      }
    }
    return startOver();
  }

  private static boolean hasSegments(Directory directory) throws IOException {
    return SegmentInfos.getLastCommitSegmentsFileName(directory.listAll()) != null;
  }

  private static IndexCheck clean() {
    return new IndexCheck(true, List.of(), List.of());
  }

  private static IndexCheck dropSegments(
      Directory directory, CheckIndex checker, CheckIndex.Status status) throws IOException {
    List<String> findings = new ArrayList<>(findings(status));
    TreeSet<String> lost = new TreeSet<>();
    SegmentInfos segments = SegmentInfos.readLatestCommit(directory);
    for (CheckIndex.Status.SegmentInfoStatus segment : status.segmentInfos) {
      if (segment.error != null) {
        SegmentCommitInfo info = find(segments, segment.name);
        SegmentSalvage salvage = new SegmentSalvage(info, segments);
        lost.addAll(salvage.documentIds());
        if (!salvage.complete()) {
          findings.add(
              "Segment "
                  + segment.name
                  + " is too damaged to name all of its documents: synchronise every source and"
                  + " upload again what is missing.");
        }
      }
    }
    checker.exorciseIndex(status);
    return new IndexCheck(true, findings, List.copyOf(lost));
  }

  private static SegmentCommitInfo find(SegmentInfos segments, String name) {
    return segments.asList().stream()
        .filter(info -> info.info.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Without a readable segments file nothing can be told about the rest: it is kept beside.
  private IndexCheck startOver() throws IOException {
    if (!hasIndexFiles()) {
      return clean();
    }
    Path aside = aside();
    Files.move(folder, aside);
    Files.createDirectories(folder);
    return new IndexCheck(
        true,
        List.of(
            "The list of segments could not be read, so the whole index was moved to "
                + aside
                + " and an empty one started: ingest all documents again."),
        List.of());
  }

  private boolean hasIndexFiles() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> name.startsWith("_") || name.startsWith("segments"));
    }
  }

  private Path aside() {
    int number = 1;
    Path aside;
    do {
      aside = folder.resolveSibling(folder.getFileName() + ".damaged-" + number++);
    } while (Files.exists(aside));
    return aside;
  }

  private static CheckIndex.Status run(CheckIndex checker) throws IOException {
    checker.setInfoStream(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    checker.setThreadCount(1);
    return checker.checkIndex();
  }

  private static List<String> findings(CheckIndex.Status status) {
    List<String> findings = new ArrayList<>();
    if (status.missingSegments) {
      findings.add("The list of segments cannot be read: run `hawser index repair`.");
    }
    for (CheckIndex.Status.SegmentInfoStatus segment : status.segmentInfos) {
      if (segment.error != null) {
        findings.add(
            "Segment "
                + segment.name
                + " with "
                + segment.toLoseDocCount
                + " entries is damaged: "
                + firstLine(segment.error)
                + '.');
      }
    }
    return findings;
  }

  private static String firstLine(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.lines().findFirst().orElse("unreadable");
  }
}
