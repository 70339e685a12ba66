package org.hawser.inference.core.decoder;

import java.util.List;

/// What the headers of a model's files say of it.
///
/// @param parameters number of weights stored
/// @param storedForm element type most of them are stored in
/// @param matrices all that are multiplied; those of types that cannot be read are absent
public record DecoderHeader(
    DecoderConfig config, long parameters, String storedForm, List<StoredMatrix> matrices) {
  public DecoderHeader {
    matrices = List.copyOf(matrices);
  }
}
