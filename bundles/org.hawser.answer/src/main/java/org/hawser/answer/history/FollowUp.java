package org.hawser.answer.history;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.Term;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Inquiry.Exchange;

/// Completes a question that leans on the conversation before it: "And who pays for it?" gets the
/// content words of the last question that had enough of its own. By rule, so that the search does
/// not wait for a model.
public final class FollowUp {
  private static final int ENOUGH_WORDS = 3;
  private static final int WORDS_TO_LEND = 2;
  private static final int MOST_ADDED = 12;

  /// Words that look like pronouns and point at nothing: "were there", "gibt es".
  private static final Pattern POINTLESS =
      Pattern.compile(
          "(?<!\\b(?:who|what) )\\b(?:is|are|was|were|be|been) there\\b"
              + "|\\bthere(?:'s| is| are| was| were| will be| has been| have been)\\b"
              + "|\\b(?:will|has|have) there be(?:en)?\\b"
              + "|\\b(?:gibt|gab|gäbe) es\\b|\\bes (?:gibt|gab|gäbe)\\b|\\bgibt's\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern LEANS =
      Pattern.compile(
          "^\\s*(?:and|but|also|then|or|so|what about|how about|why|since when|und|aber|auch|was ist"
              + " mit|warum|wieso|seit wann|et|mais|pourquoi|y|pero|por qué|e|ma|perché|en|maar"
              + "|waarom|mas|por que)\\b"
              + "|\\b(?:it|its|they|them|their|he|him|his|she|her|these|those|this|there|one|ones"
              + "|er|ihn|ihm|sie|ihr|ihre|es|dies\\p{L}*|jene\\p{L}*|dort|davon|dafür|damit|darüber"
              + "|il|elle|ils|elles|lui|leur|celui|celle|él|ella|ellos|ellas|lo|eso|esto"
              + "|lui|lei|loro|questo|quello|hij|zij|het|deze|dit|ele|ela|eles|isso|isto)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private FollowUp() {}

  /// @param language ISO 639-1 code of the question, or empty
  /// @param history earlier turns, oldest first
  /// @return the question itself when it stands alone
  public static String standalone(String question, String language, List<Exchange> history) {
    Analyzer analyzer = Analyzer.of(language);
    Set<String> own = stems(analyzer, question);
    if (history.isEmpty() || own.size() >= ENOUGH_WORDS && !leans(question)) {
      return question;
    }
    for (Exchange exchange : history.reversed()) {
      if (stems(analyzer, exchange.question()).size() >= WORDS_TO_LEND) {
        return completed(question, added(analyzer, exchange.question(), own));
      }
    }
    return question;
  }

  private static boolean leans(String question) {
    return LEANS.matcher(POINTLESS.matcher(question).replaceAll("…")).find();
  }

  private static String completed(String question, String added) {
    String whole = question.strip() + " (" + added + ")";
    return added.isEmpty() || whole.length() > Question.MAX_LENGTH ? question : whole;
  }

  private static String added(Analyzer analyzer, String before, Set<String> own) {
    StringBuilder words = new StringBuilder();
    Set<String> said = new HashSet<>(own);
    int count = 0;
    for (Term term : analyzer.terms(before)) {
      if (!term.stop() && count < MOST_ADDED && said.add(term.stem())) {
        words.append(count++ == 0 ? "" : " ").append(term.span().of(before));
      }
    }
    return words.toString();
  }

  private static Set<String> stems(Analyzer analyzer, String text) {
    Set<String> stems = new HashSet<>();
    for (Term term : analyzer.terms(text)) {
      if (!term.stop()) {
        stems.add(term.stem());
      }
    }
    return stems;
  }
}
