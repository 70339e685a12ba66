package org.hawser.extract.tika.protocol;

/// The worker could not read the file.
///
/// @param reason name of the product's reason
/// @param message one sentence, cause and remedy
public record Refusal(String reason, String message) implements Reply {}
