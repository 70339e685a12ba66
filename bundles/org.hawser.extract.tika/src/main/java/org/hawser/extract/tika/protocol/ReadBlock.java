package org.hawser.extract.tika.protocol;

/// One block of a [ReadDocument].
///
/// @param path index into [ReadDocument#paths()], -1 when no heading stands above
public record ReadBlock(BlockKind kind, int level, int page, int path, int start, int end) {}
