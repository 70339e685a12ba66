package org.hawser.inference.core.tokenizer.bpe;

/// A token that is matched in the text before anything else.
///
/// @param special whether it is a marker, matched only where the caller asked for markers
/// @param takesSpaceBefore whether whitespace before it becomes part of it
/// @param takesSpaceAfter whether whitespace after it becomes part of it
record AddedToken(
    int id, String text, boolean special, boolean takesSpaceBefore, boolean takesSpaceAfter) {}
