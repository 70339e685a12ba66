package org.hawser.extract.tika.worker;

import com.optimaize.langdetect.DetectedLanguage;
import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import com.optimaize.langdetect.text.CommonTextObjectFactories;
import com.optimaize.langdetect.text.TextObjectFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Tells the language of a document from the n-grams of its first characters.
final class LanguageGuess {
  private static final int SAMPLE = 8_000;
  private static final int SHORTEST = 40;
  private static final double SURE = 0.9;

  /// Loading the profiles takes as long as starting the parsers: both go on at the same time.
  private final CompletableFuture<LanguageDetector> detector =
      CompletableFuture.supplyAsync(LanguageGuess::load);

  private final TextObjectFactory texts = CommonTextObjectFactories.forDetectingOnLargeText();

  private static LanguageDetector load() {
    try {
      return LanguageDetectorBuilder.create(NgramExtractors.standard())
          .withProfiles(new LanguageProfileReader().readAllBuiltIn())
          .build();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// ISO 639-1 code, empty when the text is too short or undecided.
  String of(DocumentText text) {
    CharSequence sample = text.start(SAMPLE);
    if (sample.length() < SHORTEST) {
      return "";
    }
    List<DetectedLanguage> guesses = detector.join().getProbabilities(texts.forText(sample));
    if (guesses.isEmpty() || guesses.getFirst().getProbability() < SURE) {
      return "";
    }
    String language = guesses.getFirst().getLocale().getLanguage();
    return language.length() == 2 ? language : "";
  }
}
