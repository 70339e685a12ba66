package org.hawser.api.extract;

/// What an [Extractor] could do if a file came now.
///
/// @param able false when its last attempt to get ready failed
/// @param sentence for operators: what runs or does not, and then what to do
public record Readiness(boolean able, String sentence) {}
