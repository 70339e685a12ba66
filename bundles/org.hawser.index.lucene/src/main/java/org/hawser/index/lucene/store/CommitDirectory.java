package org.hawser.index.lucene.store;

import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/// Shows the files of one commit only, so that a check sees that commit although newer ones come.
final class CommitDirectory extends FilterDirectory {
  private final String[] files;

  CommitDirectory(Directory directory, Collection<String> files) {
    super(directory);
    this.files = files.stream().sorted().toArray(String[]::new);
  }

  @Override
  public String[] listAll() {
    return files.clone();
  }

  @Override
  public void close() {
    // The open index owns the directory.
  }
}
