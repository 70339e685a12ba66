package org.hawser.api.connector;

import java.time.Instant;

/// One item a connector lists.
///
/// @param path path inside the source, `/` separated, unique and stable
/// @param sizeBytes size of the content, -1 when unknown
/// @param modified last modification
/// @param changeToken changes whenever the content may have changed (size and time, an ETag, a
///     revision); an item with the token of the last visit is not read again
/// @param problem empty, or a sentence why this item cannot be read (a broken link, no permission)
public record SourceItem(
    String path, long sizeBytes, Instant modified, String changeToken, String problem) {}
