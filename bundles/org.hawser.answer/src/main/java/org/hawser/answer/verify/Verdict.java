package org.hawser.answer.verify;

import java.util.List;
import org.hawser.api.assistant.Written.Support;

/// What the check of one sentence found.
///
/// @param chunks ids of the chunks that bear it out best
/// @param score 0..1
/// @param reason one sentence
record Verdict(List<String> chunks, Support support, double score, String reason) {}
