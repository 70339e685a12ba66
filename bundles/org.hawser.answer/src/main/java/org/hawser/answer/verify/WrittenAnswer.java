package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hawser.answer.source.Source;
import org.hawser.answer.verify.AnswerSentences.Cited;
import org.hawser.answer.write.Abstention;
import org.hawser.answer.write.WritingLog;
import org.hawser.api.assistant.Written;
import org.hawser.api.assistant.Written.Sentence;
import org.hawser.api.assistant.Written.Support;
import org.hawser.api.embed.Embedder;

/// Makes a written answer of what the model wrote: checks it, and decides whether it may lead.
public final class WrittenAnswer {
  private WrittenAnswer() {}

  /// @param language of the answer, ISO 639-1, or empty
  /// @param ended one sentence when the answer ended early, else empty
  public static Written of(
      WritingLog log, Optional<Embedder> embedder, String language, String ended) {
    List<Cited> cited = AnswerSentences.of(log.text(), language);
    boolean abstains =
        Abstention.isOne(log.text(), cited.stream().anyMatch(c -> !c.citations().isEmpty()));
    List<Sentence> sentences =
        abstains
            ? cited.stream().map(WrittenAnswer::abstaining).toList()
            : checked(cited, new SupportCheck(log.given(), embedder));
    String notice = notice(ended, abstains, sentences, log);
    boolean leads = !abstains && !mostFail(sentences);
    return new Written(
        log.text(),
        sentences,
        log.given().stream().map(Source::citation).toList(),
        leads,
        notice,
        log.complete());
  }

  private static Sentence abstaining(Cited cited) {
    return new Sentence(
        cited.span().start(),
        cited.span().end(),
        cited.citations(),
        List.of(),
        Support.WEAK,
        0,
        "It says that the sources do not answer.");
  }

  private static List<Sentence> checked(List<Cited> cited, SupportCheck check) {
    List<Verdict> verdicts = check.check(cited);
    List<Sentence> sentences = new ArrayList<>();
    for (int i = 0; i < cited.size(); i++) {
      Verdict verdict = verdicts.get(i);
      sentences.add(
          new Sentence(
              cited.get(i).span().start(),
              cited.get(i).span().end(),
              cited.get(i).citations(),
              verdict.chunks(),
              verdict.support(),
              verdict.score(),
              verdict.reason()));
    }
    return sentences;
  }

  private static boolean mostFail(List<Sentence> sentences) {
    long failed = sentences.stream().filter(s -> s.support() == Support.UNSUPPORTED).count();
    return sentences.isEmpty() || 2 * failed > sentences.size();
  }

  private static String notice(
      String ended, boolean abstains, List<Sentence> sentences, WritingLog log) {
    if (!ended.isEmpty()) {
      return ended;
    }
    if (abstains) {
      return "The model found no answer in the sources it read.";
    }
    if (mostFail(sentences)) {
      return "Most of what the model wrote is not borne out by the sources it read.";
    }
    return log.complete() ? "" : "The answer reached its limit of tokens before its end.";
  }
}
