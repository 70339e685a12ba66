package org.hawser.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Provenance;
import org.hawser.api.document.Locator;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.shell.GivenServices;
import org.hawser.shell.MemoryIndex;
import org.hawser.shell.MemoryIngest;
import org.hawser.shell.ReportingKernels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Types the commands into a real Gogo session.
final class CommandsTest {
  private final GivenServices services = new GivenServices();
  private final MemoryIngest ingest = new MemoryIngest();
  private final MemoryIndex index = new MemoryIndex();
  private CommandSession session;

  @BeforeEach
  void open() {
    CommandProcessorImpl gogo = new CommandProcessorImpl(null);
    add(gogo, new StatusCommands(services), "status", "kernels");
    add(gogo, new DocumentCommands(services), "documents", "ingest", "sources", "retry", "delete");
    add(gogo, new AskCommand(services), "ask");
    add(gogo, new IndexCommands(services), "index-check", "index-repair");
    PrintStream sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    session = gogo.createSession(new ByteArrayInputStream(new byte[0]), sink, sink);
  }

  private static void add(CommandProcessorImpl gogo, Object target, String... functions) {
    for (String function : functions) {
      gogo.addCommand("hawser", target, function);
    }
  }

  private String type(String line) throws Exception {
    return String.valueOf(session.execute(line));
  }

  private void startAll() {
    services.ingest = ingest;
    services.index = index;
    KernelsReport report =
        new KernelsReport(
            "onednn", "3.13", "avx512", Map.of("matmul f32", "brgemm"), List.of("slow one"));
    services.kernels.add(new ReportingKernels(report));
    KernelsReport java = new KernelsReport("java", "", "scalar", Map.of(), List.of());
    services.kernels.add(new ReportingKernels(java));
  }

  @Test
  void saysWhatIsNotRunning() throws Exception {
    assertThat(type("hawser:status"))
        .contains("The index is not running")
        .contains("Ingestion is not running")
        .contains("The embedder is not running")
        .contains("No kernels are running");
    assertThat(type("hawser:ask hello")).startsWith("Question answering is not running");
    assertThat(type("hawser:index-check")).startsWith("The index is not running");
    assertThat(type("hawser:documents")).startsWith("Ingestion is not running");
  }

  @Test
  void showsTheStatus() throws Exception {
    startAll();
    ingest.put("wiki", "a.pdf", Outcome.INDEXED, "");
    ingest.stall("The disk is full: make room.");

    assertThat(type("hawser:status"))
        .contains("documents        7")
        .contains("2.5 MB")
        .contains("bge-small, 384 dimensions")
        .contains("collection mail")
        .contains("The disk is full: make room.");
  }

  @Test
  void showsTheEngineInUseFirst() throws Exception {
    startAll();

    assertThat(type("hawser:kernels"))
        .startsWith("onednn 3.13 on avx512, in use")
        .contains("brgemm")
        .contains("warning: slow one")
        .contains("java  on scalar, stand-by");
  }

  @Test
  void listsDocuments() throws Exception {
    startAll();
    ingest.put("wiki", "a.pdf", Outcome.INDEXED, "");
    String id = ingest.put("mail", "b\u001b[31m.pdf", Outcome.QUARANTINED, "It needs a password.");

    assertThat(type("hawser:documents"))
        .startsWith("ID                        OUTCOME      CHUNKS  COLLECTION")
        .contains("a.pdf")
        .contains(id)
        .contains("It needs a password.")
        .doesNotContain("\u001b");
    assertThat(type("hawser:documents --outcome quarantined")).doesNotContain("a.pdf");
    assertThat(type("hawser:documents --collection wiki")).contains("a.pdf").doesNotContain(id);
    assertThat(type("hawser:documents --collection none")).isEqualTo("No documents.\n");
  }

  @Test
  void refusesWrongOptionsWithASentence() throws Exception {
    startAll();

    assertThat(type("hawser:documents --color red")).contains("'--color' is not known here");
    assertThat(type("hawser:documents --offset")).contains("--offset needs a value");
    assertThat(type("hawser:documents --offset x")).contains("needs a number");
    assertThat(type("hawser:documents --outcome lost"))
        .contains("There is no outcome 'lost': use one of queued, processing");
    assertThat(type("hawser:ingest")).startsWith("Usage: ingest FOLDER");
  }

  @Test
  void takesAFolderAndListsIt() throws Exception {
    startAll();

    assertThat(type("hawser:ingest /tmp/../tmp/papers wiki")).contains("Reading /tmp/papers into");
    assertThat(type("hawser:sources")).contains("s0").contains("SYNCHRONISING").contains("wiki");
    ingest.put(
        new Source("s9", "c", "files", "/gone", true, Source.State.HELD, "Lists nothing.", null));
    assertThat(type("hawser:sources")).contains("Lists nothing.");
  }

  @Test
  void retriesAndDeletes() throws Exception {
    startAll();
    String id = ingest.put("mail", "b.pdf", Outcome.QUARANTINED, "It needs a password.");

    assertThat(type("hawser:retry " + id)).isEqualTo("b.pdf is queued again.\n");
    assertThat(type("hawser:retry nothing")).isEqualTo("There is no document nothing.");
    assertThat(type("hawser:delete " + id)).isEqualTo("Deleted b.pdf.\n");
    assertThat(type("hawser:delete " + id)).startsWith("There is no document " + id);
  }

  @Test
  void checksAndRepairsTheIndex() throws Exception {
    startAll();

    assertThat(type("hawser:index-check")).isEqualTo("The index is clean.\n");
    index.damage();
    assertThat(type("hawser:index-check")).contains("wrong checksum").contains("index-repair");
    assertThat(type("hawser:status")).contains("The index is damaged");
    assertThat(type("hawser:index-repair"))
        .contains("Lost, ingest it again: 0123456789abcdef01234567")
        .contains("The index is clean.");
  }

  @Test
  void asksAndCites() throws Exception {
    services.answering =
        question ->
            new Answer(
                true,
                List.of(new Answer.Sentence(question.text() + " Yes.", List.of(1), List.of())),
                List.of(
                    new Citation(
                        1,
                        "d",
                        "wiki",
                        "a.pdf",
                        "A",
                        "d#0",
                        new Locator(3, List.of("Terms", "Notice"), 0, 4),
                        "Yes.",
                        1)),
                new Provenance(
                    "extractive",
                    "keyword",
                    "",
                    List.of(),
                    0.875,
                    0.3,
                    Map.of("total", 12_000L),
                    List.of("By words only.")));

    assertThat(type("hawser:ask \"Is it so?\""))
        .contains("Is it so? Yes. [1]")
        .contains("[1] wiki/a.pdf, page 3 > Terms > Notice")
        .contains("Note: By words only.")
        .contains("confidence 0.88, 12 ms");
    assertThat(type("hawser:ask Is it so")).contains("Is it so Yes.");
    assertThat(type("hawser:ask")).startsWith("The question is empty");
  }
}
