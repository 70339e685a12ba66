package org.hawser.inference.core.decoder;

/// What distinguishes the attention of some layers of a model from that of others.
///
/// @param window keys a query sees at most, itself counted; 0 for all before it
/// @param ropeTheta base of the rotary frequencies
/// @param scaling how they are changed for longer contexts
public record AttentionKind(int window, double ropeTheta, RopeScaling scaling) {
  /// Whether a query sees a key.
  boolean sees(int queryPosition, int keyPosition) {
    int distance = queryPosition - keyPosition;
    return distance >= 0 && (window == 0 || distance < window);
  }
}
