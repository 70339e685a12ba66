package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.Hit;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.RetrievalQuery.Fusion;
import org.hawser.api.index.RetrievalQuery.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [org.hawser.api.index.Retriever] must do.
public abstract class RetrieverContract {
  private final Embedder embedder = new HashedWordsEmbedder("hashed-words", 64);

  @TempDir private Path data;
  private IndexUnderTest running;

  /// Starts the index and its retriever on an empty data folder.
  protected abstract IndexUnderTest start(Path data);

  @BeforeEach
  void open() throws IOException {
    running = start(data);
    running.embedder(embedder);
    SampleDocument.of(
            "fruit",
            "apples.txt",
            "Apples ripen in autumn and keep until spring.",
            "An apple tree needs a second apple tree near it.")
        .writeTo(running.index(), embedder);
    SampleDocument.of("fruit", "pears.txt", "Pears ripen after they were picked.")
        .writeTo(running.index(), embedder);
    SampleDocument.of(
            "ships",
            "ropes.txt",
            "A hawser is a thick rope for mooring a ship.",
            "Ropes rot when they are stowed wet in autumn.")
        .writeTo(running.index(), embedder);
    running.index().commit();
  }

  @AfterEach
  void close() {
    running.close();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void findsTheChunkInEveryMode(Mode mode) throws IOException {
    Retrieval found = retrieve("thick rope for mooring", Set.of(), mode, Fusion.MIN_MAX, 5);
    Hit best = found.hits().getFirst();
    assertThat(best.chunk().text()).startsWith("A hawser is");
    assertThat(best.document().key().path()).isEqualTo("ropes.txt");
    assertThat(best.keywordRank()).isEqualTo(mode == Mode.VECTOR ? 0 : 1);
    assertThat(best.vectorRank()).isEqualTo(mode == Mode.KEYWORD ? 0 : 1);
    assertThat(best.cosine()).isBetween(-1.0, 1.00001);
    assertThat(found.modeUsed()).isEqualTo(mode);
    assertThat(found.notes()).isEmpty();
    assertThat(found.micros()).containsKeys("embed", "keyword", "vector", "fuse");
  }

  @ParameterizedTest
  @EnumSource(Fusion.class)
  void ordersByScore(Fusion fusion) throws IOException {
    Retrieval found = retrieve("ropes in autumn", Set.of(), Mode.HYBRID, fusion, 10);
    assertThat(found.hits())
        .hasSize(5)
        .isSortedAccordingTo(Comparator.comparingDouble(Hit::score).reversed());
    assertThat(found.hits().getFirst().chunk().text()).startsWith("Ropes rot");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void searchesTheNamedCollectionsOnly(Mode mode) throws IOException {
    Retrieval fruit = retrieve("ropes in autumn", Set.of("fruit"), mode, Fusion.MIN_MAX, 10);
    assertThat(fruit.hits()).isNotEmpty();
    assertThat(fruit.hits())
        .allSatisfy(hit -> assertThat(hit.document().key().collection()).isEqualTo("fruit"));
    assertThat(retrieve("ropes", Set.of("fruit", "ships"), mode, Fusion.RRF, 10).hits())
        .isNotEmpty();
    assertThat(retrieve("ropes", Set.of("none"), mode, Fusion.RRF, 10).hits()).isEmpty();
  }

  @Test
  void keepsToTheLimit() throws IOException {
    assertThat(retrieve("autumn", Set.of(), Mode.HYBRID, Fusion.RRF, 2).hits()).hasSize(2);
    assertThat(retrieve("autumn", Set.of(), Mode.HYBRID, Fusion.RRF, 1000).hits()).hasSize(5);
  }

  @Test
  void weighsTheRankings() throws IOException {
    String question = "apple spring mooring";
    List<String> keyword = texts(weighted(question, 1));
    List<String> vector = texts(weighted(question, 0));
    assertThat(keyword.getFirst())
        .isEqualTo(texts(retrieve(question, Set.of(), Mode.KEYWORD, Fusion.RRF, 10)).getFirst());
    assertThat(vector).isEqualTo(texts(retrieve(question, Set.of(), Mode.VECTOR, Fusion.RRF, 10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pears.txt", "txt pears"})
  void findsWordsOfTitleAndHeadings(String title) throws IOException {
    assertThat(retrieve(title, Set.of(), Mode.KEYWORD, Fusion.RRF, 5).hits())
        .first()
        .satisfies(hit -> assertThat(hit.document().title()).isEqualTo("pears.txt"));
    assertThat(retrieve("part", Set.of(), Mode.KEYWORD, Fusion.RRF, 5).hits()).hasSize(5);
  }

  @Test
  void findsInflectedWords() throws IOException {
    assertThat(retrieve("ripening pear", Set.of(), Mode.KEYWORD, Fusion.RRF, 5).hits())
        .first()
        .satisfies(hit -> assertThat(hit.chunk().text()).startsWith("Pears ripen"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hawser AND (",
        "\"hawser",
        "title:hawser",
        "hawser*",
        "-hawser",
        "hawser~99",
        "hawser^0",
        "[hawser TO",
        "\\hawser\\",
        "/hawser",
        "NOT hawser"
      })
  void hasNoQuerySyntax(String question) throws IOException {
    assertThat(retrieve(question, Set.of(), Mode.KEYWORD, Fusion.RRF, 5).hits())
        .first()
        .satisfies(hit -> assertThat(hit.chunk().text()).contains("hawser"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "?!…", "the of and", "\uD83D"})
  void survivesQuestionsWithoutWords(String question) throws IOException {
    Retrieval found = retrieve(question, Set.of(), Mode.KEYWORD, Fusion.RRF, 5);
    assertThat(found.hits()).isEmpty();
    assertThat(found.notes()).hasSize(1);
    retrieve(question, Set.of(), Mode.HYBRID, Fusion.MIN_MAX, 5);
  }

  @Test
  void saysWhenALongQuestionIsCut() throws IOException {
    String padding =
        IntStream.range(0, 900).mapToObj(i -> "unheard" + i).collect(Collectors.joining(" "));
    Retrieval found = retrieve(padding + " hawser", Set.of(), Mode.KEYWORD, Fusion.RRF, 5);
    assertThat(found.hits()).hasSize(1);
    assertThat(found.notes()).hasSize(1).first().asString().contains("901");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"HYBRID", "VECTOR"})
  void fallsBackToKeywordsWithoutAnEmbedder(Mode mode) throws IOException {
    running.embedder(null);
    Retrieval found = retrieve("hawser", Set.of(), mode, Fusion.MIN_MAX, 5);
    assertThat(found.modeUsed()).isEqualTo(Mode.KEYWORD);
    assertThat(found.notes()).hasSize(1);
    assertThat(found.hits()).hasSize(1);
  }

  @Test
  void fallsBackToKeywordsWithAnotherModel() throws IOException {
    running.embedder(new HashedWordsEmbedder("other-words", 64));
    Retrieval found = retrieve("hawser", Set.of(), Mode.HYBRID, Fusion.MIN_MAX, 5);
    assertThat(found.modeUsed()).isEqualTo(Mode.KEYWORD);
    assertThat(found.notes().getFirst()).contains("hashed-words").contains("other-words");
    assertThat(found.hits()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void looksOnlyIntoTheDocumentsNamed(Mode mode) throws IOException {
    Retrieval all = retrieve("ropes in autumn", Set.of(), mode, Fusion.MIN_MAX, 10);
    String one = all.hits().getLast().document().id();
    Retrieval found =
        running
            .retriever()
            .retrieve(
                new RetrievalQuery(
                    "ropes in autumn", Set.of(), Set.of(one), 10, mode, Fusion.MIN_MAX, 0.5));

    assertThat(all.hits()).extracting(hit -> hit.document().id()).contains(one);
    assertThat(found.hits()).isNotEmpty();
    assertThat(found.hits()).allMatch(hit -> hit.document().id().equals(one));
  }

  @Test
  void findsChunksWithoutVectorsByWords() throws IOException {
    SampleDocument.of("fruit", "plums.txt", "Plums have stones.").writeTo(running.index(), null);
    running.index().commit();
    Retrieval found = retrieve("plums stones", Set.of(), Mode.HYBRID, Fusion.MIN_MAX, 10);
    assertThat(found.hits()).hasSize(6);
    assertThat(found.hits())
        .filteredOn(hit -> hit.chunk().text().startsWith("Plums"))
        .allSatisfy(hit -> assertThat(hit.vectorRank()).isZero())
        .allSatisfy(hit -> assertThat(hit.score()).isFinite());
  }

  private Retrieval retrieve(
      String text, Set<String> collections, Mode mode, Fusion fusion, int limit)
      throws IOException {
    return running
        .retriever()
        .retrieve(new RetrievalQuery(text, collections, Set.of(), limit, mode, fusion, 0.5));
  }

  private Retrieval weighted(String text, double keywordWeight) throws IOException {
    return running
        .retriever()
        .retrieve(
            new RetrievalQuery(
                text, Set.of(), Set.of(), 10, Mode.HYBRID, Fusion.MIN_MAX, keywordWeight));
  }

  private static List<String> texts(Retrieval found) {
    return found.hits().stream().map(hit -> hit.chunk().text()).toList();
  }
}
