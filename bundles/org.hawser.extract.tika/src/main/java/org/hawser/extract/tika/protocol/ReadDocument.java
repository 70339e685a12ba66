package org.hawser.extract.tika.protocol;

import java.util.List;
import java.util.Map;

/// A file as the worker read it; see the product's extracted document for the fields.
public record ReadDocument(
    String title,
    String language,
    String mediaType,
    int pages,
    String text,
    List<PathNode> paths,
    List<ReadBlock> blocks,
    Map<String, String> metadata,
    List<String> notes)
    implements Reply {}
