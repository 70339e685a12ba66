package org.hawser.answer.reply;

import java.util.Optional;
import org.hawser.answer.write.WritingLog;
import org.hawser.api.assistant.Making;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.StrategySwap;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelListing;

/// Collects how a written answer was made. Used by one thread.
final class MakingOf {
  private final WritingLog log;
  private final Stages stages;
  private final Parts parts;
  private long cacheBytesPerThousandTokens;
  private Making.Model model;
  private ContextChoice context = ContextChoice.NONE;
  private String prompt = "";
  private String reason = "";

  MakingOf(WritingLog log, Stages stages, Parts parts) {
    this.log = log;
    this.stages = stages;
    this.parts = parts;
  }

  void model(String id, ModelDescription description) {
    Optional<ModelListing> listing =
        parts.models().stream()
            .flatMap(service -> service.list().stream())
            .filter(listed -> listed.modelId().equals(id))
            .findFirst();
    String file = listing.map(ModelListing::file).orElse("");
    String hash =
        parts
            .models()
            .filter(_ -> !file.isEmpty())
            .map(service -> parts.hashes.of(service.folder().resolve(file)))
            .orElse("");
    cacheBytesPerThousandTokens =
        listing
            .flatMap(ModelListing::memory)
            .map(MemoryNeed::cacheBytesPerThousandTokens)
            .orElse(0L);
    model =
        new Making.Model(id, file, hash, description.servingForm(), description.contextLength());
  }

  /// Of the longest run; a strategy that gives tokens up holds less.
  private long peakCacheBytes() {
    long tokens =
        log.calls().stream()
            .mapToLong(call -> call.promptTokens() + call.generatedTokens())
            .max()
            .orElse(0);
    return tokens * cacheBytesPerThousandTokens / 1_000;
  }

  /// What took the place of a strategy that is not installed now, or empty.
  String contextNotice() {
    return context.notice();
  }

  void context(ContextChoice choice) {
    context = choice;
  }

  void prompt(PromptStrategies.Chosen chosen) {
    prompt = chosen.strategy().name();
    reason = chosen.reason();
  }

  Making making() {
    return new Making(
        model,
        context(log.last().map(GenerationResult::context).orElse(ContextUse.OWN)),
        prompt,
        reason,
        log.calls(),
        log.leftOut(),
        log.perplexity(),
        stages.micros(),
        peakCacheBytes());
  }

  private Making.Context context(ContextUse use) {
    return new Making.Context(
        context.asked(),
        use.strategy().isEmpty() ? "none" : use.strategy(),
        context.source(),
        context.reach(),
        use.notice(),
        use.swap().map(MakingOf::swap),
        use.tokensNoLongerVisible() + use.tokensEvicted());
  }

  private static Making.Swap swap(StrategySwap swap) {
    SwapReport report = swap.report();
    String mode =
        switch (report.done()) {
          case KEEP -> "keep";
          case REPREFILL -> "reprefill";
          case REPREFILL_TAIL -> "tail";
        };
    return new Making.Swap(
        swap.from(),
        mode,
        report.exact(),
        report.cells(),
        report.tokensNoLongerVisible(),
        swap.millis(),
        report.why());
  }
}
