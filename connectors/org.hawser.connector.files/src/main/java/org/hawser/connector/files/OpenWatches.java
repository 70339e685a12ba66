package org.hawser.connector.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hawser.api.connector.SourceException;

/// The watches that are open or opening. Opening one walks folders, which may take long: nobody
/// waits for it but who asked.
final class OpenWatches {
  private final Set<FolderWatch> open = new HashSet<>();
  private boolean closed;

  AutoCloseable open(FolderWatch watch) throws SourceException {
    add(watch);
    try {
      watch.start();
    } catch (SourceException | RuntimeException e) {
      close(watch);
      throw e;
    }
    return () -> close(watch);
  }

  private synchronized void add(FolderWatch watch) throws SourceException {
    if (closed) {
      throw FolderWatch.stopped();
    }
    open.add(watch);
  }

  private void close(FolderWatch watch) {
    synchronized (this) {
      open.remove(watch);
    }
    watch.close();
  }

  void closeAll() {
    List<FolderWatch> last;
    synchronized (this) {
      closed = true;
      last = new ArrayList<>(open);
      open.clear();
    }
    last.forEach(FolderWatch::close);
  }
}
