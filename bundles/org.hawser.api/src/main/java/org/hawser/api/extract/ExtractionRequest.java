package org.hawser.api.extract;

import java.nio.file.Path;

/// One file to read.
///
/// @param file readable file on local disk; the extractor never changes it
/// @param name original file name, a hint for type detection and the fall-back title
public record ExtractionRequest(Path file, String name) {}
