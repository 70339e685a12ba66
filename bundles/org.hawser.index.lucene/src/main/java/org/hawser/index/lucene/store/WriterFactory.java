package org.hawser.index.lucene.store;

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexDeletionPolicy;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes index writers.
///
/// @param analyzer turns text into words
/// @param similarity scores words
/// @param ramBufferMegabytes memory for unwritten documents
public record WriterFactory(Analyzer analyzer, Similarity similarity, int ramBufferMegabytes) {
  private static final Logger LOG = LoggerFactory.getLogger(WriterFactory.class);
  private static final int NEIGHBOURS = 16;
  private static final int BUILD_BEAM = 100;

  IndexWriter open(Directory directory, IndexDeletionPolicy deletions) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setSimilarity(similarity);
    config.setCodec(new Int8Codec());
    config.setRAMBufferSizeMB(ramBufferMegabytes);
    config.setIndexDeletionPolicy(deletions);
    config.setMergeScheduler(new OneMergeThread());
    // What was not committed was not promised: closing drops it.
    config.setCommitOnClose(false);
    return new IndexWriter(directory, config);
  }

  /// Lucene's own codec with HNSW over 8-bit vectors. It keeps Lucene's name, and a segment names
  /// the vector format of each field, so that reading needs nothing of ours.
  private static final class Int8Codec extends Lucene104Codec {
    private final KnnVectorsFormat vectors =
        new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.UNSIGNED_BYTE, NEIGHBOURS, BUILD_BEAM);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return vectors;
    }
  }

  /// One merge at a time leaves the other cores to queries and embedding.
  private static final class OneMergeThread extends ConcurrentMergeScheduler {
    private OneMergeThread() {
      setMaxMergesAndThreads(6, 1);
    }

    @Override
    protected void handleMergeException(Throwable failure) {
      LOG.warn("Merging index segments failed; the index stays usable and tries again", failure);
    }
  }
}
