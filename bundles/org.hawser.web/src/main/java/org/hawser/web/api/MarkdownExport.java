package org.hawser.web.api;

import java.util.List;
import java.util.Locale;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.Written;
import org.hawser.api.conversation.Conversation;

/** A conversation to be read as Markdown. What models and documents say cannot become markup. */
final class MarkdownExport {
  private final StringBuilder out = new StringBuilder();

  private MarkdownExport() {}

  static String of(Conversation conversation) {
    MarkdownExport export = new MarkdownExport();
    String title = conversation.title();
    export.out.append("# ").append(escape(title.isEmpty() ? "Conversation" : title)).append('\n');
    conversation.turns().forEach(export::turn);
    return export.out.toString();
  }

  private void turn(Conversation.Turn turn) {
    out.append("\n## ").append(escape(turn.question()).replaceAll("\\s+", " ")).append('\n');
    for (int i = 0; i < turn.replies().size(); i++) {
      if (turn.replies().size() > 1) {
        out.append("\n### ").append(i + 1).append('\n');
      }
      reply(turn.replies().get(i));
    }
    if (!turn.failure().isEmpty()) {
      out.append("\n*").append(escape(turn.failure())).append("*\n");
    }
  }

  private void reply(Reply reply) {
    reply.written().ifPresent(this::written);
    if (reply.written().filter(Written::leads).isEmpty()) {
      extract(reply.extract());
    }
    reply
        .making()
        .ifPresent(
            making ->
                line(
                    "Model "
                        + making.model().id()
                        + ", prompt strategy "
                        + making.promptStrategy()
                        + ", context strategy "
                        + making.context().used()));
    reply.notes().forEach(this::line);
  }

  /** Sentences their sources do not bear out are followed by what was found. */
  private void written(Written written) {
    if (!written.notice().isEmpty()) {
      line(written.notice());
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Written.Sentence sentence : written.sentences()) {
      text.append(escape(written.text().substring(at, sentence.end())));
      if (sentence.support() != Written.Support.SUPPORTED) {
        text.append(" *(").append(sentence.support().name().toLowerCase(Locale.ROOT));
        text.append(")*");
      }
      at = sentence.end();
    }
    text.append(escape(written.text().substring(at)));
    out.append('\n').append(text.toString().strip()).append('\n');
    sources(written.sources());
  }

  private void extract(Answer extract) {
    out.append('\n');
    if (!extract.found()) {
      out.append("Nothing in the documents answers this.\n");
    }
    for (Answer.Sentence sentence : extract.sentences()) {
      out.append("> ").append(escape(sentence.text()).replaceAll("\\s+", " "));
      sentence.citations().forEach(number -> out.append(" \\[").append(number).append(']'));
      out.append('\n');
    }
    sources(extract.citations());
  }

  private void sources(List<Citation> sources) {
    if (!sources.isEmpty()) {
      out.append('\n');
    }
    for (Citation source : sources) {
      out.append("- \\[").append(source.number()).append("] ").append(escape(source.path()));
      if (source.locator().page() > 0) {
        out.append(", page ").append(source.locator().page());
      }
      out.append('\n');
    }
  }

  private void line(String sentence) {
    out.append("\n*").append(escape(sentence)).append("*\n");
  }

  private static String escape(String text) {
    return text.replaceAll("[\\\\`*_{}\\[\\]<>#!|&~]", "\\\\$0");
  }
}
