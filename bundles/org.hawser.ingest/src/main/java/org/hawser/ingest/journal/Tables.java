package org.hawser.ingest.journal;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/// The maps of the journal file.
final class Tables {
  /// Document id to entry.
  final MVMap<String, byte[]> documents;

  /// `*` or a letter for the outcome, collection, path and source, to document id.
  final MVMap<String, String> listing;

  /// Origin and revision to document id.
  final MVMap<String, String> queue;

  /// Source and path to the generation of the last listing that contained the document.
  final MVMap<String, Long> marks;

  /// Content hash and document id of uploads.
  final MVMap<String, String> blobs;

  /// Source id to source.
  final MVMap<String, byte[]> sources;

  /// Documents the index has to forget.
  final MVMap<String, Long> deletions;

  /// Source and path of documents a user deleted to the change token they had.
  final MVMap<String, String> dismissed;

  /// Counters.
  final MVMap<String, Long> numbers;

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

  /// How many keys come before `key`; the tree counts its leaves, so this does not read them.
  static long position(MVMap<String, ?> map, String key) {
    long index = map.getKeyIndex(key);
    return index >= 0 ? index : -index - 1;
  }

  private static <V> MVMap<String, V> open(MVStore store, String name, BasicDataType<V> type) {
    return store.openMap(
        name, new MVMap.Builder<String, V>().keyType(StringDataType.INSTANCE).valueType(type));
  }
}
