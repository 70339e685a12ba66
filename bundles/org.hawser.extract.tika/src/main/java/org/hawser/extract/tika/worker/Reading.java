package org.hawser.extract.tika.worker;

import org.hawser.extract.tika.protocol.Refusal;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// Everything that is collected while one file is read.
final class Reading {
  private final DocumentText text;
  private final Budget budget;
  private final Notes notes = new Notes();
  private Refusal firstFailure;
  private int entriesRead;

  Reading(WorkerLimits limits) {
    this.text = new DocumentText(limits.maxCharacters());
    this.budget = new Budget(limits);
  }

  DocumentText text() {
    return text;
  }

  Budget budget() {
    return budget;
  }

  Notes notes() {
    return notes;
  }

  void failed(Refusal refusal) {
    boolean first = firstFailure == null || refusal.reason().equals(Failures.UNAVAILABLE);
    firstFailure = first && !unavailable() ? refusal : firstFailure;
  }

  /// Whether a file within the file failed for no fault of its own: a document without it would
  /// be taken for complete.
  boolean unavailable() {
    return firstFailure != null && firstFailure.reason().equals(Failures.UNAVAILABLE);
  }

  void entryRead() {
    entriesRead++;
  }

  /// Whether files within the file failed and none gave any text.
  boolean nothingInsideRead() {
    return firstFailure != null && entriesRead == 0;
  }

  /// Why the first unreadable file within the file was not read; null when all were.
  Refusal firstFailure() {
    return firstFailure;
  }
}
