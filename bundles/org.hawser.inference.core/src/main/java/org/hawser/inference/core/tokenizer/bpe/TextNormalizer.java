package org.hawser.inference.core.tokenizer.bpe;

import java.text.Normalizer;
import java.util.List;

/// One step between the text as given and the text that is tokenized.
sealed interface TextNormalizer {
  AlignedText apply(AlignedText text);

  /// Applies steps in order.
  static AlignedText applyAll(List<TextNormalizer> steps, AlignedText text) {
    AlignedText result = text;
    for (TextNormalizer step : steps) {
      result = step.apply(result);
    }
    return result;
  }

  /// Puts a prefix before text that is not empty.
  ///
  /// @param unlessPresent leaves text alone that begins with it
  /// @param onlyAtStart leaves text alone that follows an added token
  record Prepend(String prefix, boolean unlessPresent, boolean onlyAtStart)
      implements TextNormalizer {
    static Prepend always(String prefix) {
      return new Prepend(prefix, false, false);
    }

    @Override
    public AlignedText apply(AlignedText text) {
      boolean leftAlone =
          text.text().isEmpty()
              || unlessPresent && text.text().startsWith(prefix)
              || onlyAtStart && text.start(0) > 0;
      return leftAlone ? text : text.prepend(prefix);
    }
  }

  record Replace(String from, String to) implements TextNormalizer {
    @Override
    public AlignedText apply(AlignedText text) {
      return text.replace(from, to);
    }
  }

  /// A Unicode normalisation form.
  record Unicode(Normalizer.Form form) implements TextNormalizer {
    @Override
    public AlignedText apply(AlignedText text) {
      return text.normalize(form);
    }
  }
}
