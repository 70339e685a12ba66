package org.hawser.inference.core.serving;

import java.util.Optional;
import org.hawser.inference.api.kernels.FourBitWeights;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.quant.GgmlType;

/// In which numbers weights are kept and multiplied.
public enum ServingForm {
  /// The form nearest to the file in bytes that is fast: see [#forStored].
  AUTO(null),
  /// As [#AUTO], except that 32-bit weights stay what they are, and so do 16-bit ones that bf16
  /// cannot hold.
  AS_STORED(null),
  /// 4 bytes a weight, exact. For tests and comparisons.
  F32(WeightLayout.F32_BY_64),
  /// 2 bytes a weight, rounded to 8 bits of precision.
  BF16(WeightLayout.BF16_BY_64),
  /// 1 byte a weight and a scale per output; sources are quantised to 8 bits, each row with its own
  /// scale and zero point. Sums are exact, so a row's result does not depend on the rows beside it,
  /// nor on the engine.
  INT8(WeightLayout.S8_BY_64),
  /// 4.5 bits a weight: 4 bits and an f16 scale per output and 32 inputs, just what Q4_0 stores.
  /// Sources are quantised to 8 bits: for few rows with a scale per 32 inputs, for many rows as
  /// with [#INT8], and the weights become 8-bit weights on the way.
  INT4(null);

  private final WeightLayout layout;

  ServingForm(WeightLayout layout) {
    this.layout = layout;
  }

  /// The layout in memory, empty for [#INT4], which has one of its own.
  ///
  /// @throws IllegalStateException for the two that are only a choice
  Optional<WeightLayout> layout() {
    if (isChoice()) {
      throw new IllegalStateException(this + " is resolved per matrix: ask forStored first");
    }
    return Optional.ofNullable(layout);
  }

  private boolean isChoice() {
    return this == AUTO || this == AS_STORED;
  }

  /// What this choice means for a matrix stored in some type.
  ///
  /// @return 4 bits and less give [#INT4], 5 to 8 bits [#INT8], more [#BF16]; with [#AS_STORED] F32
  ///     and F16 give [#F32]. A choice that is a form is that form
  public ServingForm forStored(GgmlType type) {
    if (!isChoice()) {
      return this;
    }
    return switch (type) {
      case Q4_0, Q4_1, Q4_K, Q2_K, Q3_K, IQ4_NL, IQ4_XS -> INT4;
      case Q8_0, Q5_0, Q5_1, Q5_K, Q6_K -> INT8;
      case BF16 -> BF16;
      case F32, F16 -> this == AS_STORED ? F32 : BF16;
      default ->
          throw new ModelFormatException(
              "Weights stored as "
                  + type
                  + " cannot be served: convert the model to another type.");
    };
  }

  /// Bytes a matrix takes in this form, or in what this choice means for it.
  ///
  /// @param type type it is stored in
  public long bytes(GgmlType type, int outputs, int inputs) {
    return forStored(type)
        .layout()
        .map(chosen -> chosen.bytes(outputs, inputs))
        .orElseGet(() -> FourBitWeights.bytes(outputs, inputs));
  }
}
