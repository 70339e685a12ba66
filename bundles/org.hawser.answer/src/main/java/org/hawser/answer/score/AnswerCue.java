package org.hawser.answer.score;

import java.util.List;
import java.util.regex.Pattern;
import org.hawser.answer.text.Term;

/// The kind of thing a question asks for, told from its question words, and whether a sentence has
/// one that the question does not name itself.
public enum AnswerCue {
  NONE,
  NUMBER,
  DATE,
  NAME;

  private static final Pattern DATE_WORDS =
      words(
          "when|what year|which year|what date|what day|what month|what century|what decade|wann"
              + "|welchem jahr|welches jahr|welchem datum|quand|quelle année|cuándo|qué año|quando"
              + "|che anno|wanneer|welk jaar|que ano");
  private static final Pattern NUMBER_WORDS =
      words(
          "how many|how much|how old|how long|how far|how tall|how large|how high|how often|how"
              + " fast|what percentage|what percent|what number|what proportion|what fraction|wie"
              + " viele?|wieviele?|wie hoch|wie alt|wie lange|wie weit|wie groß|wie oft|prozent"
              + "|combien|cuántos|cuántas|cuánto|cuánta|quanti|quante|quanto|quanta|hoeveel"
              + "|quantos|quantas");
  private static final Pattern NAME_WORDS =
      words(
          "who|whom|whose|where|which city|which country|what city|what country|wer|wem|wen|wessen"
              + "|wo|woher|wohin|qui|où|quién|quiénes|dónde|chi|dove|waar|quem|onde");
  private static final Pattern DATE_TEXT =
      words(
          "1[0-9]{3}s?|20[0-9]{2}s?|[0-9]{1,2}(?:st|nd|rd|th)|century|centuries|decades?|jahrhunderts?"
              + "|siècle|siglo|secolo|eeuw|século|january|february|march|april|may|june|july|august"
              + "|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober"
              + "|dezember");
  private static final Pattern NUMBER_TEXT =
      words(
          "[^\\p{L}]*\\p{N}.*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
              + "|hundreds?|thousands?|millions?|billions?|half|third|twice|zwei|drei|vier|fünf|sechs"
              + "|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|millionen|milliarden|hälfte|drittel"
              + "|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due|tre|quattro|cinque");

  static AnswerCue of(String question) {
    if (DATE_WORDS.matcher(question).find()) {
      return DATE;
    }
    if (NUMBER_WORDS.matcher(question).find()) {
      return NUMBER;
    }
    return NAME_WORDS.matcher(question).find() ? NAME : NONE;
  }

  /// Whether the sentence has a thing of this kind that is no word of the question.
  boolean foundIn(Candidate sentence, QuestionTerms question) {
    List<Term> terms = sentence.terms();
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      if (!question.content().contains(term.stem()) && fits(sentence.text(), term, i == 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean fits(String sentence, Term term, boolean first) {
    String word = term.span().of(sentence);
    return switch (this) {
      case NONE -> false;
      case DATE -> DATE_TEXT.matcher(word).matches();
      case NUMBER -> NUMBER_TEXT.matcher(word).matches();
      case NAME -> !first && !term.stop() && Character.isUpperCase(word.codePointAt(0));
    };
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
