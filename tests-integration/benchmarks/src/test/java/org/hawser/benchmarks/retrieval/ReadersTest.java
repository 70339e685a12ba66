package org.hawser.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

class ReadersTest {
  @Test
  void readsQuotedCsv() throws IOException {
    String csv = "a,b\r\n\"x, \"\"y\"\"\nz\",\n,last\n";
    assertThat(Csv.read(new StringReader(csv)))
        .containsExactly(Map.of("a", "x, \"y\"\nz", "b", ""), Map.of("a", "", "b", "last"));
  }

  @Test
  void readsPythonStrings() {
    assertThat(PythonStrings.parse("['it''s' \"it's\"\n 'a\\'b\\\\ \\u00e9\\xe9\\n']"))
        .containsExactly("it", "s", "it's", "a'b\\ éé\n");
    assertThat(PythonStrings.parse("[]")).isEmpty();
  }

  @Test
  void readsSciFact() throws IOException {
    SciFact data = new SciFact(SharedData.require("data/retrieval/scifact"));
    JudgedCollection evidence = data.evidence();
    assertThat(evidence.passages()).hasSize(5183);
    assertThat(evidence.passages().getFirst().id()).isEqualTo("4983");
    assertThat(evidence.passages().getFirst().text())
        .startsWith("Alterations of the architecture of cerebral white matter")
        .doesNotContain("' '");
    assertThat(evidence.topics()).hasSize(693);
    List<JudgedCollection.Topic> beir = data.beirTest().topics();
    assertThat(beir).hasSize(300);
    assertThat(beir.stream().mapToInt(topic -> topic.relevance().size()).sum()).isEqualTo(339);
  }

  @Test
  void readsThePublishedCacmRun() throws IOException {
    Cacm data = new Cacm(SharedData.require("data/retrieval/cacm"));
    Map<String, List<Ranked>> run = data.publishedRun();
    assertThat(run).hasSize(64);
    assertThat(run.get("1").getFirst()).isEqualTo(new Ranked("CACM-1938", 12.033));
  }

  @Test
  void readsCacmQuestions() {
    String text = ".I 1\n.W\n What is\nTSS?\n.N\n 1. Somebody\n \n.I 2\n.W\nNext\n.A\nPrieve, B.\n";
    assertThat(Cacm.questions(text))
        .containsExactly(Map.entry("1", "What is TSS?"), Map.entry("2", "Next Prieve, B."));
  }
}
