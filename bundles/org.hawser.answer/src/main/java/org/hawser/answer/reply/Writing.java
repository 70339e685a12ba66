package org.hawser.answer.reply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.answer.history.PagedHistory;
import org.hawser.answer.source.EmbeddedInstructions;
import org.hawser.answer.source.Source;
import org.hawser.answer.source.SourceAssembly;
import org.hawser.answer.verify.WrittenAnswer;
import org.hawser.answer.write.AnswerLanguage;
import org.hawser.answer.write.AnswerModel;
import org.hawser.answer.write.AnswerTask;
import org.hawser.answer.write.AskedModel;
import org.hawser.answer.write.Wishes;
import org.hawser.answer.write.WritingLog;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.Making;
import org.hawser.api.assistant.Written;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.ModelLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One written answer: sources, prompt strategy, model, check. Used by one thread.
final class Writing {
  private static final Logger LOG = LoggerFactory.getLogger(Writing.class);

  /// Part of the window an answer may take; the rest is for reading.
  private static final int ANSWER_SHARE = 4;

  /// Part of the window earlier turns may take.
  private static final int HISTORY_SHARE = 8;

  private final AssistantSettings settings;
  private final Parts parts;
  private final Inquiry inquiry;
  private final Question question;
  private final RunningReply reply;
  private final Set<String> notes;
  private final Stages stages;
  private final WritingLog log = new WritingLog();
  private final MakingOf making;
  private Written written;

  Writing(
      AssistantSettings settings,
      Parts parts,
      Inquiry inquiry,
      Question question,
      RunningReply reply,
      Set<String> notes,
      Stages stages) {
    this.settings = settings;
    this.parts = parts;
    this.inquiry = inquiry;
    this.question = question;
    this.reply = reply;
    this.notes = notes;
    this.stages = stages;
    this.making = new MakingOf(log, stages, parts);
  }

  /// Empty when not a word was written; the notes say why.
  Optional<Written> written() {
    return Optional.ofNullable(written);
  }

  Making making() {
    return making.making();
  }

  /// @throws IOException when the index cannot serve
  void write(ModelLease lease, String modelId) throws IOException {
    AskedModel model = new AskedModel(lease.model());
    making.model(modelId, lease.model().description());
    String notice = "";
    try {
      answer(model);
    } catch (InterruptedException _) {
      notice = "The answer was stopped before its end.";
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (PromptRefusedException | GenerationRefusedException | StrategyRefusedException e) {
      notice = e.getMessage();
    }
    finish(notice);
  }

  private void answer(AskedModel model) throws IOException, InterruptedException {
    ContextChoice context = ContextChoice.of(parts, inquiry, model.model());
    making.context(context);
    SourceAssembly assembly = assemble();
    if (assembly.sources().isEmpty()) {
      throw new PromptRefusedException(
          "Nothing was written: no document searched has anything in common with the question.");
    }
    PagedHistory history = history(model, context);
    AnswerTask task = task(model, context, history, assembly.sources());
    ContextChoice reaching =
        new Extension(settings, parts, notes)
            .choose(context, inquiry, model.model(), task.tokensOfAll());
    if (reaching != context) {
      making.context(reaching);
      task = task(model, reaching, history, assembly.sources());
    }
    PromptStrategies.Chosen chosen = choose(task);
    making.prompt(chosen);
    stages.end("assemble");
    run(chosen.strategy(), task, model, reaching);
  }

  private SourceAssembly assemble() throws IOException {
    Retrieval retrieval =
        parts
            .retriever()
            .retrieve(
                RetrievalQuery.hybrid(question.text(), question.collections(), settings.chunks())
                    .within(question.documents()));
    notes.addAll(retrieval.notes());
    stages.end("retrieve");
    SourceAssembly assembly = SourceAssembly.of(retrieval.hits(), parts.index());
    assembly.leftOut().forEach(log::leaveOut);
    return assembly;
  }

  private int window(ContextChoice context) {
    return Math.min(context.reach(), settings.largestWindow());
  }

  private PagedHistory history(AskedModel model, ContextChoice context) {
    PagedHistory history =
        PagedHistory.of(inquiry.history(), window(context) / HISTORY_SHARE, model::tokens);
    history.leftOut().forEach(log::leaveOut);
    return history;
  }

  private AnswerTask task(
      AskedModel model, ContextChoice context, PagedHistory history, List<Source> sources)
      throws IOException {
    int window = window(context);
    int wanted = inquiry.choices().maxTokens();
    int most = Math.max(1, window / ANSWER_SHARE);
    return new AnswerTask(
        new AnswerTask.Given(
            question.text(),
            AnswerLanguage.of(inquiry.question().text()),
            history.messages(),
            sources,
            question.documents(),
            window,
            Math.min(wanted == 0 ? settings.answerTokens() : wanted, most)),
        model,
        parts.index());
  }

  private PromptStrategies.Chosen choose(AnswerTask task) {
    String requested = inquiry.choices().promptStrategy();
    return requested.isEmpty()
        ? parts.prompts.choose(settings.promptStrategy(), false, task)
        : parts.prompts.choose(requested, true, task);
  }

  private void run(
      PromptStrategy strategy, AnswerTask task, AskedModel model, ContextChoice context)
      throws InterruptedException {
    Wishes wishes =
        new Wishes(
            context.request(),
            inquiry.choices().temperature().orElse(settings.temperature()),
            inquiry.choices().seed());
    AnswerModel running =
        new AnswerModel(
            model, task, wishes, strategy.name(), reply::tell, reply.cancellation(), log);
    try {
      strategy.answer(task, running);
      if (!log.answered()) {
        throw new PromptRefusedException(
            "The prompt strategy " + strategy.name() + " ended without an answer: use another.");
      }
    } catch (PromptRefusedException | GenerationRefusedException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw failed(strategy, e);
    } finally {
      stages.end("write");
    }
  }

  /// One sentence for whatever a strategy or model does in the middle of an answer.
  private RuntimeException failed(PromptStrategy strategy, Throwable e) {
    if (e instanceof RunningReply.ListenerFailedException failure) {
      return failure;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof RunningReply.ListenerFailedException failure) {
        return failure;
      }
    }
    if (e instanceof IllegalStateException && isSentence(e.getMessage())) {
      return new PromptRefusedException(e.getMessage());
    }
    LOG.warn("The prompt strategy {} failed", strategy.name(), e);
    return new PromptRefusedException(
        parts.prompts.has(strategy)
            ? "The prompt strategy " + strategy.name() + " failed (" + e + "): use another one."
            : "The prompt strategy "
                + strategy.name()
                + " was removed while it answered: ask again, or use another one.");
  }

  private static boolean isSentence(String message) {
    return message != null && message.endsWith(".");
  }

  private void finish(String notice) {
    for (Source source : log.given()) {
      EmbeddedInstructions.in(source.text()).ifPresent(words -> notes.add(spoken(source, words)));
    }
    if (!log.unknownMarkers().isEmpty()) {
      notes.add(
          "Citations of sources that do not exist were taken out: " + log.unknownMarkers() + ".");
    }
    String substitute =
        log.last().map(last -> last.context().notice()).orElseGet(making::contextNotice);
    if (!substitute.isEmpty() && !notice.startsWith(substitute)) {
      notes.add(substitute);
    }
    if (log.text().isEmpty()) {
      notes.add(notice.isEmpty() ? "Nothing was written: the model had nothing to say." : notice);
      return;
    }
    written = WrittenAnswer.of(log, parts.embedder(), language(), notice);
    stages.end("verify");
  }

  private String language() {
    return AnswerLanguage.of(log.text());
  }

  private static String spoken(Source source, String words) {
    return "Source "
        + source.number()
        + " ("
        + source.document().key().path()
        + ") speaks to a model: \""
        + words
        + "\". It was quoted as data, not obeyed.";
  }
}
