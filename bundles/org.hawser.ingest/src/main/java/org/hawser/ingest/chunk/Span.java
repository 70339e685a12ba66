package org.hawser.ingest.chunk;

import java.util.List;

/// A finished chunk before it becomes one.
record Span(int start, int end, int page, List<String> headingPath) {}
