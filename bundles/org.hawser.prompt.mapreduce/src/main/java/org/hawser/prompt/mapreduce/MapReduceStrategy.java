package org.hawser.prompt.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Reads the sources in groups that fit the window, notes what each group says on the question, and
/// answers from the notes, which carry the numbers of the sources on.
@Component
@Designate(ocd = MapReduceStrategy.Configuration.class)
public final class MapReduceStrategy implements PromptStrategy {
  private static final int NAMED_TOO_LONG = 70;
  private static final int FALLBACK = 30;

  private final int mostRuns;
  private final int noteTokens;

  /// Configuration; every default works.
  @ObjectClassDefinition(
      name = "Hawser prompt strategy: map-reduce",
      description = "Notes from each part of the documents, then one answer from the notes.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Runs",
        description =
            "Runs of the model for notes at most; what is left is named as not read. Range 1..1000,"
                + " default 24.")
    int mostRuns() default 24;

    @AttributeDefinition(
        name = "Note tokens",
        description = "Tokens of the notes of one run at most. Range 16..4096, default 160.")
    int noteTokens() default 160;
  }

  @Activate
  public MapReduceStrategy(Configuration configuration) {
    mostRuns = within("mostRuns", configuration.mostRuns(), 1, 1_000);
    noteTokens = within("noteTokens", configuration.noteTokens(), 16, 4_096);
  }

  private static int within(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          "Configuration org.hawser.prompt.mapreduce.MapReduceStrategy: "
              + name
              + " must be "
              + from
              + ".."
              + to
              + ", got "
              + value
              + ".");
    }
    return value;
  }

  @Override
  public String name() {
    return "map-reduce";
  }

  @Override
  public String description() {
    return "Notes what each part of the documents says and answers from the notes; right for long"
        + " documents and for all that matters in them.";
  }

  @Override
  public Suitability suitability(PromptTask task) {
    Material material = Material.of(task);
    if (material.tokens() == 0) {
      return new Suitability(0, "There is nothing to read.");
    }
    int room = Prompts.room(task, noteTokens);
    if (room <= 0) {
      return new Suitability(0, "The window is too small for notes.");
    }
    boolean bearable = material.named() && material.tokens() / room < mostRuns;
    return bearable
        ? new Suitability(
            NAMED_TOO_LONG, "The documents named are read in parts, as they do not fit together.")
        : new Suitability(FALLBACK, "What was found is read in parts.");
  }

  @Override
  public void answer(PromptTask task, PromptModel model) throws InterruptedException {
    Groups groups = new Groups(task, sources -> Prompts.map(task, sources), noteTokens);
    List<List<PromptSource>> all = groups.of(Material.of(task).read(task), model);
    if (all.isEmpty()) {
      throw new PromptRefusedException(
          "Not one part of the documents fits the "
              + task.window()
              + " tokens the model reads: shorten the question, or use a model with a longer"
              + " window.");
    }
    List<List<PromptSource>> read = all.subList(0, Math.min(mostRuns, all.size()));
    leaveOut(all.subList(read.size(), all.size()), model);
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      notes.add(note(task, model, read.get(i), "part " + (i + 1) + " of " + read.size()));
    }
    new Reduction(task, model, noteTokens).answer(notes);
  }

  private Note note(PromptTask task, PromptModel model, List<PromptSource> sources, String step)
      throws InterruptedException {
    String text =
        model.write(new PromptCall(step, Prompts.map(task, sources), sources, noteTokens, false));
    return new Note(text, sources);
  }

  private void leaveOut(List<List<PromptSource>> unread, PromptModel model) {
    for (List<PromptSource> group : unread) {
      for (PromptSource source : group) {
        source
            .chunks()
            .forEach(
                chunk ->
                    model.leaveOut(
                        chunk,
                        0,
                        "It was behind the " + mostRuns + " parts that are read at most."));
      }
    }
  }
}
