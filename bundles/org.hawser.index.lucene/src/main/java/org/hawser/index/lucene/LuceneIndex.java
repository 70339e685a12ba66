package org.hawser.index.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexStatistics;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.Retriever;
import org.hawser.index.lucene.search.Catalogue;
import org.hawser.index.lucene.search.HybridSearch;
import org.hawser.index.lucene.search.Words;
import org.hawser.index.lucene.store.BlockReader;
import org.hawser.index.lucene.store.DirectoryOpener;
import org.hawser.index.lucene.store.IndexFormat;
import org.hawser.index.lucene.store.IndexFormat.VectorModel;
import org.hawser.index.lucene.store.IndexStore;
import org.hawser.index.lucene.store.WriterFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chunk store and search over it, in one Lucene index in the folder `index` of the data
/// directory.
@Component(service = {ChunkIndex.class, Retriever.class})
@Designate(ocd = IndexConfiguration.class)
public final class LuceneIndex implements ChunkIndex, Retriever {
  private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);

  private final IndexStore store;
  private final HybridSearch search;
  private final AtomicReference<Embedder> embedder = new AtomicReference<>();

  @Activate
  public LuceneIndex(BundleContext context, IndexConfiguration configuration) {
    this(folder(context), IndexSettings.of(configuration), FSDirectory::open);
    try {
      LOG.info("Search index at {} with {} documents", store.folder(), statistics().documents());
    } catch (IOException e) {
      // Stays up: every call says the same sentence, and check and repair work.
      LOG.error("{}", e.getMessage());
    }
  }

  /// An index without a container.
  ///
  /// @param folder folder of the index files, made when absent
  /// @param directories opens that folder
  public LuceneIndex(Path folder, IndexSettings settings, DirectoryOpener directories) {
    Words words = new Words();
    BM25Similarity similarity = new BM25Similarity((float) settings.k1(), (float) settings.b());
    WriterFactory writers =
        new WriterFactory(words.analyzer(), similarity, settings.ramBufferMegabytes());
    this.store = new IndexStore(folder, directories, writers);
    this.search = new HybridSearch(words, settings.maxQueryTerms(), settings.candidates());
  }

  private static Path folder(BundleContext context) {
    String data = context.getProperty("hawser.data");
    if (data == null) {
      throw new IllegalStateException(
          "The framework property hawser.data is not set: set it to the data directory.");
    }
    return Path.of(data).resolve("index");
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindEmbedder(Embedder service) {
    embedder.set(service);
  }

  public void unbindEmbedder(Embedder service) {
    embedder.compareAndSet(service, null);
  }

  /// Waits for running calls, then closes; what was not committed is dropped.
  @Deactivate
  public void close() {
    store.close();
  }

  @Override
  public void replace(Document document, String text, List<Chunk> chunks, Embeddings embeddings)
      throws IOException {
    float[][] vectors = embeddings == null ? null : embeddings.vectors();
    Document described = DocumentCheck.describe(document, text, chunks, vectors);
    VectorModel model =
        vectors == null || vectors.length == 0
            ? VectorModel.NONE
            : new VectorModel(embeddings.modelId(), vectors[0].length);
    store.replace(described, text, chunks, vectors, model);
  }

  @Override
  public void delete(String documentId) throws IOException {
    store.delete(documentId);
  }

  @Override
  public void commit() throws IOException {
    store.commit();
  }

  @Override
  public Optional<Document> document(String documentId) throws IOException {
    return read(documentId, BlockReader::document);
  }

  @Override
  public Optional<String> text(String documentId) throws IOException {
    return read(documentId, BlockReader::text);
  }

  @Override
  public List<Chunk> chunks(String documentId, int from, int to) throws IOException {
    return read(documentId, (reader, entry) -> reader.chunks(entry, from, to)).orElse(List.of());
  }

  private <T> Optional<T> read(String documentId, EntryAction<T> action) throws IOException {
    return store.use(
        index ->
            index.search(
                searcher -> {
                  OptionalInt entry = BlockReader.find(searcher, documentId);
                  return entry.isEmpty()
                      ? Optional.<T>empty()
                      : Optional.of(action.on(new BlockReader(searcher), entry.getAsInt()));
                }));
  }

  @Override
  public List<Document> documents(Optional<String> collection, int offset, int limit)
      throws IOException {
    if (offset < 0 || limit < 1 || limit > 1000) {
      throw new IllegalArgumentException(
          "offset must be 0 or more and limit 1..1000, got " + offset + " and " + limit);
    }
    return store.use(
        index ->
            index.search(searcher -> new Catalogue(searcher).documents(collection, offset, limit)));
  }

  @Override
  public List<String> ids(String after, int limit) throws IOException {
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException("limit must be 1..10000, got " + limit);
    }
    return store.use(index -> index.search(searcher -> new Catalogue(searcher).ids(after, limit)));
  }

  @Override
  public IndexStatistics statistics() throws IOException {
    return store.use(
        index ->
            index.search(
                searcher -> {
                  Catalogue catalogue = new Catalogue(searcher);
                  Map<String, Long> perCollection = catalogue.documentsPerCollection();
                  return new IndexStatistics(
                      IndexFormat.VERSION,
                      catalogue.documents(),
                      catalogue.chunks(),
                      bytes(),
                      index.model().id(),
                      index.model().dimensions(),
                      perCollection,
                      vectorisation());
                }));
  }

  /// A file that a merge removed since it was listed counts 0.
  private long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(store.folder())) {
      for (Path file : files.toList()) {
        bytes += file.toFile().length();
      }
    }
    return bytes;
  }

  /// Lucene picks its scorer with its SIMD provider; the name of the scorer tells which.
  private static String vectorisation() {
    String scorer = FlatVectorScorerUtil.getLucene99FlatVectorsScorer().getClass().getSimpleName();
    return scorer.startsWith("Default") ? "none (" + scorer + ')' : "Panama (" + scorer + ')';
  }

  @Override
  public IndexCheck check() throws IOException {
    return store.check();
  }

  @Override
  public IndexCheck repair() throws IOException {
    IndexCheck outcome = store.repair();
    outcome.findings().forEach(finding -> LOG.warn("Index repair: {}", finding));
    return outcome;
  }

  @Override
  public Retrieval retrieve(RetrievalQuery query) throws IOException {
    return search.retrieve(store, query, embedder.get());
  }

  @FunctionalInterface
  private interface EntryAction<T> {
    T on(BlockReader reader, int entry) throws IOException;
  }
}
