package org.hawser.inference.core.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.sampling.Sampler;

/// Answers of a model that knows nothing: logits at random, a new preference for each answer.
final class RandomAnswers {
  private final GenerationTokenizer tokenizer;
  private final Formats formats;

  RandomAnswers(GenerationTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.formats = new Formats(tokenizer, tokenizer.vocabularySize());
  }

  String answer(AnswerFormat format, int maxTokens, long seed) {
    FormattedAnswer answer = formats.start(format, maxTokens).orElseThrow();
    Random random = new Random(seed);
    Sampler sampler = new Sampler(new Sampling(1, 1, 0, 1, 0, seed, List.of()));
    float[] liking = row(random, 3);
    int[] ids = new int[maxTokens];
    int count = 0;
    while (count < maxTokens && !answer.isComplete()) {
      float[] logits = row(random, 1);
      for (int id = 0; id < logits.length; id++) {
        logits[id] += liking[id];
      }
      int token = answer.take(sampler.next(logits, answer.allowed()));
      if (token == FormattedAnswer.NONE) {
        break;
      }
      ids[count++] = token;
      if (tokenizer.endTokenIds().contains(token)) {
        break;
      }
    }
    return tokenizer.decode(Arrays.copyOf(ids, count));
  }

  Optional<FormattedAnswer> start(AnswerFormat format, int maxTokens) {
    return formats.start(format, maxTokens);
  }

  private float[] row(Random random, double spread) {
    float[] row = new float[tokenizer.vocabularySize()];
    for (int id = 0; id < row.length; id++) {
      row[id] = (float) (random.nextGaussian() * spread);
    }
    return row;
  }
}
