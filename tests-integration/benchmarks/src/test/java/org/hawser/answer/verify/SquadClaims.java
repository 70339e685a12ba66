package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hawser.answer.source.Source;
import org.hawser.answer.text.SentenceSplitter;
import org.hawser.answer.verify.Claim.Kind;
import org.hawser.benchmarks.answers.Squad;
import org.hawser.benchmarks.answers.Squad.Asked;
import org.hawser.benchmarks.answers.Squad.Paragraph;

/// Claims made of questions with a marked answer. Even articles are for fitting.
final class SquadClaims {
  static final Kind COPIED = new Kind("XQuAD", true, false, "sentence copied from the text");
  static final Kind RESTATED = new Kind("XQuAD", true, true, "question restated with its answer");
  static final Kind SWAPPED =
      new Kind("XQuAD", false, false, "restated with another answer of the text");
  static final Kind ELSEWHERE =
      new Kind("XQuAD", false, true, "restated, another paragraph of the article");
  static final Kind ELSEWHERE_COPIED =
      new Kind("XQuAD", false, false, "copied, another paragraph of the article");

  private static final Pattern ASKED =
      Pattern.compile(
          "\\b(?:how (?:many|much|long|old|far|often|big|large|tall|high)|(?:what|which)"
              + " (?:kind|type|sort)s? of|what|which|who(?:m|se)?|when|where|why|how)\\b",
          Pattern.CASE_INSENSITIVE);

  private final List<Claim> claims = new ArrayList<>();

  private SquadClaims() {}

  static List<Claim> of(Squad squad) {
    SquadClaims made = new SquadClaims();
    List<Paragraph> paragraphs = squad.paragraphs();
    List<Source> sources =
        paragraphs.stream().map(p -> Claim.source(p.path(), "", p.text())).toList();
    for (int i = 0; i < paragraphs.size(); i++) {
      made.addAll(paragraphs.get(i), sources.get(i), sources.get(neighbour(paragraphs, i)));
    }
    return made.claims;
  }

  /// The next paragraph of the article, the first after the last.
  private static int neighbour(List<Paragraph> paragraphs, int i) {
    int article = paragraphs.get(i).article();
    if (i + 1 < paragraphs.size() && paragraphs.get(i + 1).article() == article) {
      return i + 1;
    }
    int first = i;
    while (first > 0 && paragraphs.get(first - 1).article() == article) {
      first--;
    }
    return first;
  }

  private void addAll(Paragraph paragraph, Source own, Source other) {
    List<Asked> questions = paragraph.questions();
    for (int i = 0; i < questions.size(); i++) {
      Asked asked = questions.get(i);
      String restated = restated(asked.question(), asked.answer());
      String copied = sentence(paragraph.text(), asked.answerStart());
      String wrong = questions.get((i + 1) % questions.size()).answer();
      add(COPIED, paragraph, copied, own);
      add(RESTATED, paragraph, restated, own);
      if (!wrong.contains(asked.answer()) && !asked.answer().contains(wrong)) {
        add(SWAPPED, paragraph, restated(asked.question(), wrong), own);
      }
      if (other != own) {
        add(ELSEWHERE, paragraph, restated, other);
        add(ELSEWHERE_COPIED, paragraph, copied, other);
      }
    }
  }

  private void add(Kind kind, Paragraph paragraph, String sentence, Source source) {
    claims.add(new Claim(kind, paragraph.article() % 2 == 0, sentence, source));
  }

  /// The question with its answer where it asks, which has the words of a full answer.
  static String restated(String question, String answer) {
    String bare = question.strip().replaceFirst("\\?$", "");
    Matcher asked = ASKED.matcher(bare);
    return asked.find()
        ? bare.substring(0, asked.start()) + answer + bare.substring(asked.end()) + "."
        : bare + ": " + answer + ".";
  }

  private static String sentence(String text, int at) {
    return SentenceSplitter.split(text, "en").stream()
        .map(SentenceSplitter.Sentence::span)
        .filter(span -> span.end() > at)
        .findFirst()
        .map(span -> span.of(text))
        .orElse(text);
  }
}
