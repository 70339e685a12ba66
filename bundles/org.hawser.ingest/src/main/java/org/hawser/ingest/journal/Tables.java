package org.hawser.ingest.journal;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/// The maps of the journal file.
final class Tables {
  final Undo undo = new Undo();

  /// Document id to entry.
  final Table<byte[]> documents;

  /// `*` or a letter for the outcome, collection, path and source, to document id.
  final Table<String> listing;

  /// Origin and revision to document id.
  final Table<String> queue;

  /// Source and path to the generation of the last listing that contained the document.
  final Table<Long> marks;

  /// Content hash and document id of uploads.
  final Table<String> blobs;

  /// Source id to source.
  final Table<byte[]> sources;

  /// Documents the index has to forget.
  final Table<Long> deletions;

  /// Source and path of documents a user deleted to the change token they had.
  final Table<String> dismissed;

  /// Counters.
  final Table<Long> numbers;

  Tables(MVStore store) {
    documents = open(store, "documents", ByteArrayDataType.INSTANCE);
    listing = open(store, "listing", StringDataType.INSTANCE);
    queue = open(store, "queue", StringDataType.INSTANCE);
    marks = open(store, "marks", LongDataType.INSTANCE);
    blobs = open(store, "blobs", StringDataType.INSTANCE);
    sources = open(store, "sources", ByteArrayDataType.INSTANCE);
    deletions = open(store, "deletions", LongDataType.INSTANCE);
    dismissed = open(store, "dismissed", StringDataType.INSTANCE);
    numbers = open(store, "numbers", LongDataType.INSTANCE);
  }

  private <V> Table<V> open(MVStore store, String name, BasicDataType<V> type) {
    return new Table<>(
        store.openMap(
            name, new MVMap.Builder<String, V>().keyType(StringDataType.INSTANCE).valueType(type)),
        undo);
  }
}
