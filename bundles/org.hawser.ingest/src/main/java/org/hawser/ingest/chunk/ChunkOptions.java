package org.hawser.ingest.chunk;

/// How large chunks become.
///
/// @param tokens most tokens of a chunk, 64..480
/// @param overlap most tokens a chunk repeats of the one before it in the same section
/// @param contextTokens most tokens of title and headings embedded in front of a chunk, 0 for none
public record ChunkOptions(int tokens, int overlap, int contextTokens) {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 480;

  public ChunkOptions {
    if (tokens < SMALLEST || tokens > LARGEST) {
      throw new IllegalArgumentException(
          "The chunk size must be 64 to 480 tokens, not " + tokens + ": correct chunk.tokens.");
    }
    if (overlap < 0 || overlap > tokens / 2) {
      throw new IllegalArgumentException(
          "The chunk overlap must be 0 to half the chunk size, not "
              + overlap
              + " tokens: correct chunk.overlap.");
    }
  }
}
