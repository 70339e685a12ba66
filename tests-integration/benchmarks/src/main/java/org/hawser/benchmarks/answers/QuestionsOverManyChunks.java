package org.hawser.benchmarks.answers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.benchmarks.models.Arguments;
import org.hawser.benchmarks.retrieval.IdleProcess;
import org.hawser.benchmarks.retrieval.JudgedCollection;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;
import org.hawser.benchmarks.retrieval.ManyChunks;

/// Fills an index for `bench first-answer` and hands out the questions, which the launcher asks
/// over HTTP as any client does.
public final class QuestionsOverManyChunks {
  private static final String COLLECTION = "first-answer";
  private static final int WARM_UP = 150;
  private static final int MOST_CHUNKS = 10_000_000;

  private final ChunkIndex index;
  private final Embedder embedder;

  /// @param index an index this run may write to; the chunks stay in it
  public QuestionsOverManyChunks(ChunkIndex index, Embedder embedder) {
    this.index = index;
    this.embedder = embedder;
  }

  /// Fills the index and waits until it is at rest.
  ///
  /// @param data what chunks and questions are made of
  /// @return what is there, and as many questions as asked for, `warmUp` more in front, none twice,
  ///     in a random order that is the same every time
  public Map<String, Object> run(JudgedCollection data, Arguments arguments, long seed)
      throws IOException {
    int chunks = arguments.number("chunks", 10_000, 1, MOST_CHUNKS);
    int most = Math.max(1, data.topics().size() - WARM_UP);
    int wanted = WARM_UP + arguments.number("questions", Math.min(500, most), 1, most);
    Random random = new Random(seed);
    ManyChunks many = new ManyChunks(index, embedder, COLLECTION);
    many.add(data, chunks, random);
    IdleProcess.await();
    List<String> questions = new ArrayList<>(data.topics().stream().map(Topic::text).toList());
    Collections.shuffle(questions, random);
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("collection", COLLECTION);
    made.put("chunks", chunks);
    made.put("documents", many.documents());
    made.put("embeddings", embedder.modelId());
    made.put("note", ManyChunks.note(data));
    made.put("warmUp", WARM_UP);
    made.put("questions", questions.subList(0, wanted));
    return made;
  }
}
