package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.evaluation.Evaluation;
import org.hawser.launcher.evaluation.QuestionSet;
import org.hawser.launcher.evaluation.QuestionSet.LeftOut;
import org.hawser.launcher.home.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser eval`: questions with known answers, and how good the answers to them are.
@Command(
    name = "eval",
    description = {
      "Asks questions whose answers are known and reports how good the answers are: recall of the"
          + " retrieval, exact match and F1, precision and recall of citations, abstention.",
      "FILE is JSON in the layout of SQuAD, whose paragraphs are taken in unless --docs or"
          + " --collection name other documents, or a .jsonl file with one object a line:",
      "  {\"question\": \"…\", \"answers\": [\"…\"], \"document\": \"report.pdf\", \"page\": 3,",
      "   \"quotes\": [\"…\", {\"text\": \"…\", \"start\": 120}], \"unanswerable\": false}",
      "or questions_df.csv of chunking-evaluation, with --docs for its folder corpora. Quotes are"
          + " looked up in the documents, at last by letters and digits alone; one that stands in"
          + " several places counts in each, unless 'start' says which is meant.",
      "Documents taken in for the run lie in a data directory of their own."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  private static final String COLLECTION = "evaluation";
  private static final Pattern LEAVE_OUT =
      Pattern.compile("(paragraphs|articles):([2-9]|[1-9]\\d{1,2})");

  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Option(names = "--docs", paramLabel = "DIR", description = "Take in this folder for the run.")
  private Path docs;

  @Option(
      names = "--collection",
      description = "Ask about what a container has in this collection; repeatable.")
  private List<String> collections = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "extractive",
      description =
          "extractive for sentences of the documents, written for a language model beside them"
              + " (default: ${DEFAULT-VALUE}).")
  private Mode mode;

  @Option(names = "--model", description = "Model that writes: an id, a .gguf file or a folder.")
  private String model = "";

  @Option(
      names = "--strategy",
      paramLabel = "NAME[:param=value,…]",
      description = "Context strategy, such as yarn:factor=4.")
  private String strategy = "";

  @Option(names = "--prompt-strategy", paramLabel = "NAME", description = "Such as map-reduce.")
  private String promptStrategy = "";

  @Option(
      names = "--every",
      defaultValue = "1",
      description = "Ask only each n-th question (default: all).")
  private int every;

  @Option(
      names = "--given",
      description =
          "Ask each question of the document alone that answers it: answers without retrieval.")
  private boolean given;

  @Option(
      names = "--leave-out",
      paramLabel = "paragraphs:N|articles:N",
      description =
          "Take in all but each n-th paragraph or article of a SQuAD file; its questions are"
              + " unanswerable then.")
  private String leaveOut = "";

  @Option(
      names = "--recall-at",
      split = ",",
      defaultValue = "1,5,10",
      description = "Chunks that recall is measured at (default: ${DEFAULT-VALUE}).")
  private List<Integer> depths;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON too.")
  private Path report;

  @Parameters(arity = "1", paramLabel = "FILE", description = "The questions.")
  private Path file;

  /// Which answers are measured.
  enum Mode {
    EXTRACTIVE,
    WRITTEN
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    QuestionSet set = questions();
    if (!collections.isEmpty() || docs == null && set.texts().isEmpty()) {
      return new ContainerForCommand(data.directory())
          .runOnKnownData(client -> evaluate(client, set, collections, model));
    }
    try (Scratch scratch = Scratch.create("eval")) {
      DataDirectory directory = new DataDirectory(scratch.folder().resolve("data")).create();
      Path folder = docs == null ? texts(set, scratch) : docs;
      Path path = model.isEmpty() ? null : Path.of(model);
      String id =
          path == null || Files.notExists(path)
              ? model
              : ModelLink.into(directory.models(), path.toAbsolutePath().normalize());
      return new ContainerForCommand(directory)
          .runAlone(scratch, client -> takeIn(client, set, folder, id));
    }
  }

  private QuestionSet questions() {
    QuestionSet all = QuestionSet.read(file);
    if (leaveOut.isEmpty()) {
      return all.every(every);
    }
    Matcher wish = LEAVE_OUT.matcher(leaveOut);
    if (!wish.matches()) {
      throw new UserError(
          "--leave-out is paragraphs:N or articles:N with N from 2 to 999, got '"
              + leaveOut
              + "'.");
    }
    if (all.texts().isEmpty() || docs != null || !collections.isEmpty()) {
      throw new UserError("--leave-out needs a file in the layout of SQuAD and its own texts.");
    }
    LeftOut which = LeftOut.valueOf(wish.group(1).toUpperCase(Locale.ROOT));
    return all.leavingOut(which, Integer.parseInt(wish.group(2))).every(every);
  }

  private void requireSense() {
    if (docs != null && !collections.isEmpty()) {
      throw new UserError("--docs goes not with --collection: choose one.");
    }
    if (docs != null && !Files.isDirectory(docs)) {
      throw new UserError("There is no folder " + docs + ": name one that holds documents.");
    }
    if (every < 1 || depths.stream().anyMatch(depth -> depth < 1 || depth > 100)) {
      throw new UserError("--every must be at least 1, --recall-at 1 to 100.");
    }
  }

  private static Path texts(QuestionSet set, Scratch scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.folder().resolve("texts"));
    set.writeTexts(folder);
    return folder;
  }

  private int takeIn(ApiClient client, QuestionSet set, Path folder, String id) {
    new FolderIngest(client, json.wanted(), data.argument()).run(folder, COLLECTION, false);
    if (!id.isEmpty()) {
      ModelWait.forModel(client, id);
    }
    return evaluate(client, set, List.of(COLLECTION), id);
  }

  private int evaluate(ApiClient client, QuestionSet set, List<String> searched, String id) {
    Map<String, Object> choices = new HashMap<>();
    choices.put("mode", mode.name().toLowerCase(Locale.ROOT));
    putUnlessEmpty(choices, "model", id);
    putUnlessEmpty(choices, "contextStrategy", strategy);
    putUnlessEmpty(choices, "promptStrategy", promptStrategy);
    Evaluation evaluation = new Evaluation(client, searched, choices, depths, given);
    ObjectNode figures;
    try (QuestionBar bar = new QuestionBar(json.wanted(), set.questions().size())) {
      figures = evaluation.run(set, bar::show);
    }
    write(figures);
    return 0;
  }

  private static void putUnlessEmpty(Map<String, Object> choices, String name, String value) {
    if (!value.isEmpty()) {
      choices.put(name, value);
    }
  }

  private void write(ObjectNode figures) {
    if (json.wanted()) {
      JsonOption.print(figures);
    } else {
      JsonOutline.print(System.out, figures);
    }
    if (report != null) {
      try {
        Files.writeString(report, figures.toPrettyString() + System.lineSeparator());
      } catch (IOException e) {
        throw new UserError("Cannot write " + report + " (" + e.getMessage() + ").", e);
      }
    }
  }
}
