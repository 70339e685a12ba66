package org.hawser.shell.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Question;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `hawser:ask "question"`.
@Component(
    service = AskCommand.class,
    property = {"osgi.command.scope=hawser", "osgi.command.function=ask"})
public final class AskCommand {
  private final Services services;

  @Activate
  public AskCommand(@Reference Services services) {
    this.services = services;
  }

  /// Answers a question, with or without quotes around it.
  public String ask(String[] words) {
    return Commands.sentenceOf(() -> answer(String.join(" ", words)));
  }

  private String answer(String text) throws IOException {
    Question question = new Question(text, Set.of(), Question.DEFAULT_CITATIONS);
    Answer answer = Commands.running(services.answering(), "Question answering").answer(question);
    StringBuilder out = new StringBuilder();
    if (!answer.found()) {
      out.append("Not found in the documents.\n");
    }
    for (Answer.Sentence sentence : answer.sentences()) {
      String numbers =
          sentence.citations().stream().map(n -> "[" + n + "]").collect(Collectors.joining());
      out.append(Table.line(sentence.text())).append(' ').append(numbers).append('\n');
    }
    out.append(answer.citations().isEmpty() ? "" : "\n");
    for (Citation citation : answer.citations()) {
      out.append(source(citation)).append('\n');
    }
    answer.provenance().notes().forEach(note -> out.append("Note: ").append(note).append('\n'));
    return out.append(summary(answer)).toString();
  }

  private static String source(Citation citation) {
    StringBuilder line = new StringBuilder();
    line.append('[').append(citation.number()).append("] ");
    line.append(citation.collection()).append('/').append(citation.path());
    if (citation.locator().page() > 0) {
      line.append(", page ").append(citation.locator().page());
    }
    for (String heading : citation.locator().headingPath()) {
      line.append(" > ").append(heading);
    }
    return Table.line(line.toString());
  }

  private static String summary(Answer answer) {
    long micros = answer.provenance().micros().getOrDefault("total", 0L);
    return String.format(
        Locale.ROOT,
        "(%s, %s, confidence %.2f, %d ms)%n",
        answer.provenance().method(),
        answer.provenance().retrieval(),
        answer.provenance().confidence(),
        micros / 1_000);
  }
}
