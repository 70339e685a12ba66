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
  record Prepend(String prefix, boolean unlessPresent) implements TextNormalizer {
    @Override
    public AlignedText apply(AlignedText text) {
      return unlessPresent && text.text().startsWith(prefix) ? text : text.prepend(prefix);
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
