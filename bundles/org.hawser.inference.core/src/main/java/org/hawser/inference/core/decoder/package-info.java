/// Decoder-only transformers. [org.hawser.inference.core.decoder.DecoderConfig] says what one is,
/// as data; `HuggingFaceModel` and `GgufModel` read it and find the weights; one forward pass runs
/// all of them. Rotary pairs are always (j, j + rotarySize/2): rows of files that pair neighbours
/// are put in that order while packing.
package org.hawser.inference.core.decoder;
