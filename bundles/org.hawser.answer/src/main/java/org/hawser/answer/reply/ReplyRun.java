package org.hawser.answer.reply;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.answer.history.FollowUp;
import org.hawser.answer.write.AnswerLanguage;
import org.hawser.answer.write.Cancellation;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ServingForm;

/// One inquiry on its way to its reply: the extract, then a written answer if a model can be had.
/// Used by one thread.
final class ReplyRun {
  private final AssistantSettings settings;
  private final Parts parts;
  private final ReplyTurns turns;
  private final Inquiry inquiry;
  private final RunningReply reply;
  private final Question question;
  private final Set<String> notes = new LinkedHashSet<>();
  private final Stages stages = new Stages();

  ReplyRun(
      AssistantSettings settings,
      Parts parts,
      ReplyTurns turns,
      Inquiry inquiry,
      RunningReply reply) {
    this.settings = settings;
    this.parts = parts;
    this.turns = turns;
    this.inquiry = inquiry;
    this.reply = reply;
    this.question = standalone(inquiry);
  }

  private static Question standalone(Inquiry inquiry) {
    Question asked = inquiry.question();
    String language = AnswerLanguage.of(asked.text());
    return new Question(
        FollowUp.standalone(asked.text(), language, inquiry.history()),
        asked.collections(),
        asked.documents(),
        asked.maxCitations());
  }

  /// @throws IOException when the index cannot serve
  Reply reply() throws IOException {
    if (!question.text().equals(inquiry.question().text())) {
      reply.tell(new ReplyEvent.Rewritten(question.text()));
    }
    Answer extract = parts.answering().answer(question);
    stages.end("extract");
    reply.tell(new ReplyEvent.Extracted(extract));
    Optional<Writing> writing = Optional.empty();
    if (inquiry.choices().mode() != Choices.Mode.EXTRACTIVE) {
      writing = written();
    }
    stages.total();
    return new Reply(
        reply.id(),
        Instant.now(),
        inquiry.question().text(),
        question.text(),
        extract,
        writing.flatMap(Writing::written),
        writing.map(Writing::making),
        List.copyOf(notes));
  }

  private Optional<Writing> written() throws IOException {
    Optional<LanguageModels> models = parts.models();
    if (models.isEmpty()) {
      notes.add("Nothing was written: the model service is not running at the moment.");
      return Optional.empty();
    }
    try {
      String model = model(models.get());
      return model.isEmpty() ? Optional.empty() : inTurn(models.get(), model);
    } catch (ModelUnavailableException e) {
      notes.add("Nothing was written. " + e.getMessage());
    } catch (InterruptedException _) {
      notes.add("The reply was ended before anything was written.");
    }
    return Optional.empty();
  }

  /// The id of the model to ask; empty when it is not clear, with a note unless there is none and
  /// nobody asked for one.
  private String model(LanguageModels models) {
    String wanted = inquiry.choices().model();
    String named = wanted.isEmpty() ? settings.model() : wanted;
    List<String> usable =
        models.list().stream()
            .filter(listing -> listing.state() != ModelListing.State.FAILED)
            .map(ModelListing::modelId)
            .toList();
    if (!named.isEmpty() || usable.size() == 1) {
      return named.isEmpty() ? usable.getFirst() : named;
    }
    if (usable.isEmpty() && inquiry.choices().mode() == Choices.Mode.AUTO) {
      return "";
    }
    notes.add(
        usable.isEmpty()
            ? "Nothing was written: no language model is installed. Copy a .gguf file into "
                + models.folder()
                + "."
            : "Nothing was written: several models are installed, name one of "
                + usable.stream().sorted().collect(Collectors.joining(", "))
                + ".");
    return "";
  }

  private Optional<Writing> inTurn(LanguageModels models, String model)
      throws IOException, InterruptedException {
    Cancellation cancellation = reply.cancellation();
    boolean begun =
        cancellation.during(
            turns::wake,
            () ->
                turns.begin(
                    position -> reply.tell(new ReplyEvent.Queued(position)),
                    cancellation::isCancelled));
    stages.end("wait");
    if (!begun) {
      throw new InterruptedException();
    }
    try (ModelLease lease =
        cancellation.interrupting(() -> models.acquire(model, ServingForm.AUTO))) {
      stages.end("load");
      Writing writing = new Writing(settings, parts, inquiry, question, reply, notes, stages);
      writing.write(lease, model);
      return Optional.of(writing);
    } finally {
      turns.end();
    }
  }
}
