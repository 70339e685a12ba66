package org.hawser.inference.core.generation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.hawser.inference.api.model.GenerationSession;

/// Sessions of finished answers, kept for prompts that begin alike: the next turn of a
/// conversation, the same documents again. Safe from any thread.
final class IdleSessions implements AutoCloseable {
  /// Fewer tokens are computed again at once.
  private static final int WORTH = 16;

  private final int mostTokens;
  private final Deque<Idle> sessions = new ArrayDeque<>();
  private int tokens;
  private boolean closed;

  /// @param mostTokens tokens of all of them together at most
  IdleSessions(int mostTokens) {
    this.mostTokens = mostTokens;
  }

  /// @param strategy expression of the strategies it was computed under last
  /// @param tokens what it holds, in order
  private record Idle(GenerationSession session, String strategy, int[] tokens) {
    int shared(int[] prompt) {
      // The last token of a prompt is computed in any case, for its logits.
      int most = Math.min(tokens.length, prompt.length - 1);
      int same = 0;
      while (same < most && tokens[same] == prompt[same]) {
        same++;
      }
      return same;
    }
  }

  /// A session that holds the beginning of a prompt and nothing else.
  ///
  /// @param strategy expression of the strategies it was computed under last
  /// @param tokens how many of the prompt's it holds
  record Beginning(GenerationSession session, String strategy, int tokens) {}

  /// Takes the session that holds most of a prompt's beginning, cut to that. One computed under
  /// other strategies stays here as well: another answer may want it, and a change may fail.
  ///
  /// @param strategy expression of the strategies wanted
  /// @param exactly whether one computed under other strategies is of use only when there is none
  ///     of these
  /// @return null when there is none
  synchronized Beginning take(int[] prompt, String strategy, boolean exactly) {
    Predicate<Idle> same = idle -> idle.strategy().equals(strategy);
    Idle own = best(prompt, same);
    Idle any = best(prompt, _ -> true);
    if (any == null) {
      return null;
    }
    boolean preferred = own != null && (exactly || own.shared(prompt) == any.shared(prompt));
    Idle best = preferred ? own : any;
    int shared = best.shared(prompt);
    // Another conversation that merely begins alike is left as it is.
    boolean moves = same.test(best) && 2 * shared >= best.tokens().length;
    GenerationSession session = moves ? moved(best) : best.session().fork();
    session.truncate(shared);
    return new Beginning(session, best.strategy(), shared);
  }

  /// Expression of the strategies a prompt's beginning was computed under, empty when none is kept.
  synchronized String strategyOf(int[] prompt) {
    Idle best = best(prompt, _ -> true);
    return best == null ? "" : best.strategy();
  }

  private Idle best(int[] prompt, Predicate<Idle> wanted) {
    Idle best = null;
    int most = WORTH - 1;
    for (Idle idle : sessions) {
      int shared = wanted.test(idle) ? idle.shared(prompt) : 0;
      if (shared > most) {
        best = idle;
        most = shared;
      }
    }
    return best;
  }

  private GenerationSession moved(Idle idle) {
    sessions.remove(idle);
    tokens -= idle.tokens().length;
    return idle.session();
  }

  /// Tokens kept now.
  synchronized int tokens() {
    return tokens;
  }

  /// Keeps a session, or closes it; the oldest make room.
  ///
  /// @param strategy expression of the strategies it was computed under last
  void giveBack(GenerationSession session, String strategy) {
    Idle idle = new Idle(session, strategy, session.tokens());
    synchronized (this) {
      if (!closed && idle.tokens().length >= WORTH && idle.tokens().length <= mostTokens) {
        sessions.addLast(idle);
        tokens += idle.tokens().length;
        evict(mostTokens);
        return;
      }
    }
    session.close();
  }

  private void evict(int most) {
    for (Iterator<Idle> all = sessions.iterator(); tokens > most && all.hasNext(); ) {
      Idle oldest = all.next();
      all.remove();
      tokens -= oldest.tokens().length;
      oldest.session().close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    evict(-1);
  }
}
