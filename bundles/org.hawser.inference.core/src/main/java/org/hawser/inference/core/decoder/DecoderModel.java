package org.hawser.inference.core.decoder;

/// A model as its files have it: what it is, and its weights where they lie.
///
/// @param parameters number of weights stored
/// @param storedForm element type most of them are stored in
public record DecoderModel(
    DecoderConfig config, DecoderWeights weights, long parameters, String storedForm) {}
