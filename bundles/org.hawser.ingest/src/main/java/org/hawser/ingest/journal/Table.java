package org.hawser.ingest.journal;

import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/// One map of the journal file. Every change can be taken back until the next operation begins.
final class Table<V> {
  private final MVMap<String, V> map;
  private final Undo undo;

  Table(MVMap<String, V> map, Undo undo) {
    this.map = map;
    this.undo = undo;
  }

  /// The value of a key, null when there is none.
  V get(String key) {
    return map.get(key);
  }

  V getOrDefault(String key, V otherwise) {
    return map.getOrDefault(key, otherwise);
  }

  boolean contains(String key) {
    return map.containsKey(key);
  }

  void put(String key, V value) {
    V before = map.put(key, value);
    undo.record(() -> restore(key, before));
  }

  void putIfAbsent(String key, V value) {
    if (!map.containsKey(key)) {
      put(key, value);
    }
  }

  void remove(String key) {
    V before = map.remove(key);
    if (before != null) {
      undo.record(() -> map.put(key, before));
    }
  }

  private void restore(String key, V before) {
    if (before == null) {
      map.remove(key);
    } else {
      map.put(key, before);
    }
  }

  /// The first key that is equal or greater, null when there is none.
  String from(String key) {
    return map.ceilingKey(key);
  }

  /// The first key that is greater, null when there is none.
  String after(String key) {
    return map.higherKey(key);
  }

  String firstKey() {
    return map.firstKey();
  }

  Iterator<String> keys() {
    return map.keyIterator(null);
  }

  Cursor<String, V> cursor(String from) {
    return map.cursor(from);
  }

  void forEach(BiConsumer<String, V> action) {
    map.forEach(action);
  }

  List<V> values() {
    return List.copyOf(map.values());
  }

  long size() {
    return map.sizeAsLong();
  }

  String keyAt(long position) {
    return map.getKey(position);
  }

  /// How many keys come before `key`; the tree counts its leaves, so this does not read them.
  long position(String key) {
    long index = map.getKeyIndex(key);
    return index >= 0 ? index : -index - 1;
  }
}
