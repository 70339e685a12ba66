package org.hawser.web.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.web.services.Services;

/** The product's services over memory, each of which can be taken away. */
public final class InMemoryProduct implements Services {
  public final InMemoryIndex index = new InMemoryIndex();
  public final InMemoryIngest ingest;
  private volatile Optional<Ingest> ingestService;
  private volatile Optional<ChunkIndex> indexService = Optional.of(index);
  private volatile Optional<Retriever> retriever = Optional.of(index);
  private volatile Optional<QuestionAnswering> answering = Optional.of(new SentencePicker(index));

  public InMemoryProduct() {
    ingest = new InMemoryIngest(index);
    ingestService = Optional.of(ingest);
  }

  public void removeEverything() {
    ingestService = Optional.empty();
    indexService = Optional.empty();
    retriever = Optional.empty();
    answering = Optional.empty();
  }

  public void answerWith(QuestionAnswering other) {
    answering = Optional.of(other);
  }

  @Override
  public Optional<Ingest> ingest() {
    return ingestService;
  }

  @Override
  public Optional<ChunkIndex> index() {
    return indexService;
  }

  @Override
  public Optional<Retriever> retriever() {
    return retriever;
  }

  @Override
  public Optional<QuestionAnswering> questionAnswering() {
    return answering;
  }

  @Override
  public Optional<Embedder> embedder() {
    return indexService.map(present -> new WordEmbedder());
  }

  @Override
  public List<Kernels> kernels() {
    return List.of(new ReportOnly());
  }

  private static final class ReportOnly implements Kernels {
    @Override
    public KernelsReport report() {
      return new KernelsReport("java", "", "avx2", Map.of(), List.of());
    }

    @Override
    public boolean supports(MatmulType type) {
      return false;
    }

    @Override
    public PackedMatrix pack(
        MatmulType type,
        int outputs,
        int inputs,
        java.lang.foreign.MemorySegment weights,
        float[] scales,
        float[] bias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public KernelStream openStream(int threads) {
      throw new UnsupportedOperationException();
    }
  }
}
