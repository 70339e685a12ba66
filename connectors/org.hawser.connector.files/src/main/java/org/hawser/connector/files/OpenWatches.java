package org.hawser.connector.files;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.connector.SourceException;

/// The watches that are open.
final class OpenWatches {
  private final Set<FolderWatch> open = ConcurrentHashMap.newKeySet();

  AutoCloseable open(FolderWatch watch) throws SourceException {
    watch.start();
    open.add(watch);
    return () -> {
      open.remove(watch);
      watch.close();
    };
  }

  void closeAll() {
    for (FolderWatch watch : open) {
      open.remove(watch);
      watch.close();
    }
  }
}
