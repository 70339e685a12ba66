package org.hawser.inference.core.tokenizer.bpe;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The special tokens generation needs.
///
/// @param ends tokens after which nothing more comes
record SpecialIds(OptionalInt bos, OptionalInt eos, boolean addsBos, Set<Integer> ends) {
  /// How published models spell the end of a turn or text.
  private static final List<String> END_SPELLINGS =
      List.of(
          "</s>",
          "<|endoftext|>",
          "<|end_of_text|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|im_end|>",
          "<|end|>",
          "<|EOT|>",
          "<|END_OF_TURN_TOKEN|>",
          "<end_of_turn>",
          "<\uFF5Cend\u2581of\u2581sentence\uFF5C>");

  /// @param declared ids the model declares as ends, besides eos
  static SpecialIds of(
      Vocabulary vocabulary,
      OptionalInt bos,
      OptionalInt eos,
      boolean addsBos,
      Set<Integer> declared) {
    Set<Integer> ends = new HashSet<>(declared);
    eos.ifPresent(ends::add);
    for (String spelling : END_SPELLINGS) {
      int id = vocabulary.id(spelling);
      if (id != Vocabulary.ABSENT && vocabulary.isSpecial(id)) {
        ends.add(id);
      }
    }
    return new SpecialIds(bos, eos, addsBos && bos.isPresent(), Set.copyOf(ends));
  }
}
