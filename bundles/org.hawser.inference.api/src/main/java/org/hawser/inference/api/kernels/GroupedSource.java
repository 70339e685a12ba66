package org.hawser.inference.api.kernels;

import java.lang.foreign.MemorySegment;

/// Rows of whole numbers of eight bits with a scale per group of 32, to be multiplied with
/// [FourBitWeights]. All segments are native and row after row without gaps.
///
/// @param numbers s8, -127..127, [FourBitWeights#paddedInputs] a row, the padding zero
/// @param scales f32, one per group
/// @param corrections s32, one per group: -8 times the sum of its numbers, as weights enter as
///     w + 8
public record GroupedSource(
    MemorySegment numbers, MemorySegment scales, MemorySegment corrections) {}
