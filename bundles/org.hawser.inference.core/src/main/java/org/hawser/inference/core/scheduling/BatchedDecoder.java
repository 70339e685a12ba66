package org.hawser.inference.core.scheduling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.DecoderSession;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.decoder.Slice;

/// A decoder whose sessions are computed together. Safe from any thread.
public final class BatchedDecoder implements AutoCloseable {
  private final Decoder decoder;
  private final Scheduler<DecoderSession> scheduler;

  /// @param decoder stays the caller's, open as long as this is
  public BatchedDecoder(Decoder decoder, StepLimits limits) {
    this.decoder = decoder;
    if (limits.mostRows() > Decoder.MOST_ROWS) {
      throw new IllegalArgumentException("A step has at most " + Decoder.MOST_ROWS + " rows.");
    }
    this.scheduler = new Scheduler<>(new Steps(decoder), limits, "hawser-scheduler");
  }

  /// Opens an empty session.
  ///
  /// @param horizon tokens it holds at most
  public GenerationSession openSession(int horizon) {
    return scheduled(decoder.openSession(horizon));
  }

  /// Opens an empty session.
  ///
  /// @param plan how it attends; it holds as many tokens as the plan has rows at most
  public GenerationSession openSession(AttentionPlan plan) {
    return scheduled(decoder.openSession(plan));
  }

  /// Opens a session that was saved, as [Decoder#loadSession].
  ///
  /// @param horizon tokens it holds at most
  public GenerationSession openSession(Path file, int horizon) {
    return scheduled(decoder.loadSession(file, NativePlan.of(decoder.config(), horizon)));
  }

  private GenerationSession scheduled(DecoderSession session) {
    return new ScheduledSession(scheduler, session, decoder.config().vocabSize());
  }

  /// Ends after the running step; sessions fail from then on.
  @Override
  public void close() {
    scheduler.close();
  }

  private record Steps(Decoder decoder) implements StepRunner<DecoderSession> {
    @Override
    public void run(List<Rows<DecoderSession>> step, BooleanSupplier cancelled) {
      List<Slice> slices = new ArrayList<>(step.size());
      for (Rows<DecoderSession> rows : step) {
        slices.add(new Slice(rows.sequence(), rows.ids(), rows.from(), rows.to(), rows.logits()));
      }
      decoder.run(slices, cancelled);
    }

    @Override
    public void truncate(DecoderSession sequence, int position) {
      sequence.truncate(position);
    }
  }
}
