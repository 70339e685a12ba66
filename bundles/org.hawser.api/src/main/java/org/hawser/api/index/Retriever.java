package org.hawser.api.index;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/// Finds the chunks that fit a question. Safe from any thread.
@ProviderType
public interface Retriever {
  /// Runs one query.
  ///
  /// @throws IndexException when the index cannot serve
  Retrieval retrieve(RetrievalQuery query) throws IOException;
}
