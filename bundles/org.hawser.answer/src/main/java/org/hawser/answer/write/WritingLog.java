package org.hawser.answer.write;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.hawser.answer.source.Source;
import org.hawser.api.assistant.Making.Call;
import org.hawser.api.assistant.Making.LeftOut;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptSource;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationStatistics;

/// What has happened while an answer was written. Used by one thread.
public final class WritingLog {
  private final List<Call> calls = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final TreeMap<Integer, Source> given = new TreeMap<>();
  private final Set<Integer> unknownMarkers = new LinkedHashSet<>();
  private final StringBuilder text = new StringBuilder();
  private GenerationResult last;
  private OptionalDouble perplexity = OptionalDouble.empty();
  private boolean answered;

  public List<Call> calls() {
    return calls;
  }

  public List<LeftOut> leftOut() {
    return leftOut;
  }

  /// Sources the model was given, by number.
  public List<Source> given() {
    return List.copyOf(given.values());
  }

  /// Numbers the model cited that stand for no source; they were taken out.
  public Set<Integer> unknownMarkers() {
    return unknownMarkers;
  }

  /// The answer as far as it was written.
  public String text() {
    return text.toString();
  }

  /// What the model said of its last run that came to an end.
  public Optional<GenerationResult> last() {
    return Optional.ofNullable(last);
  }

  public OptionalDouble perplexity() {
    return perplexity;
  }

  /// Whether the run of the answer came to an end.
  public boolean answered() {
    return answered;
  }

  /// Whether the model ended the answer by itself.
  public boolean complete() {
    return answered && last.finishReason() == FinishReason.STOP;
  }

  public void leaveOut(LeftOut what) {
    leftOut.add(what);
  }

  /// @return whether any of them is new
  boolean give(List<Source> sources) {
    boolean fresh = false;
    for (Source source : sources) {
      fresh |= given.put(source.number(), source) == null;
    }
    return fresh;
  }

  void write(String piece) {
    text.append(piece);
  }

  void removed(Set<Integer> markers) {
    unknownMarkers.addAll(markers);
  }

  void ended(PromptCall call, GenerationResult result) {
    GenerationStatistics took = result.statistics();
    last = result;
    calls.add(
        new Call(
            call.step(),
            call.sources().stream().map(PromptSource::chunks).flatMap(List::stream).toList(),
            took.promptTokens(),
            took.cachedTokens(),
            took.generatedTokens(),
            took.secondsToFirstToken(),
            took.prefillTokensPerSecond(),
            took.decodeTokensPerSecond()));
    if (call.last()) {
      answered = result.finishReason() != FinishReason.CANCELLED;
      perplexity = took.perplexity();
    }
  }
}
