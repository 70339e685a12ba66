package org.hawser.index.lucene.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;

/// Opens the folder of the index.
@FunctionalInterface
public interface DirectoryOpener {
  Directory open(Path folder) throws IOException;
}
