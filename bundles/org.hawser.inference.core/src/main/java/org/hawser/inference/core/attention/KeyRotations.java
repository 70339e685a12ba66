package org.hawser.inference.core.attention;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hawser.inference.api.context.KeyPositions;
import org.hawser.inference.api.context.RopeTable;
import org.hawser.inference.core.cache.CacheLayout;

/// Cosine and sine of every angle keys are turned by, made when first needed. All sequences, layers
/// and heads that rotate alike share them. Used by one thread at a time; what is handed out may be
/// read by all.
///
/// Where positions grow by the same steps in every page, keys are turned by their place in the page
/// only, so that one small table serves all pages, and queries are turned back by the position of
/// the page. Other rules have a table for each page.
final class KeyRotations {
  private static final int CELLS = CacheLayout.CELLS;

  private final long mostBytes;
  private final Map<Turn, Pages> turns = new HashMap<>();
  private long bytes;
  private int run;

  /// @param mostBytes kept at most, beyond what the current run needs
  KeyRotations(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  private record Turn(RopeTable table, KeyPositions keys) {
    /// Whether a page is the first page moved.
    boolean repeats() {
      return switch (keys.rule()) {
        case STORED, SCALED -> true;
        case FLOOR_DIVIDED, MODULO -> CELLS % keys.a() == 0;
        case CONSTANT -> false;
      };
    }
  }

  /// What is asked for from now on belongs together; what was asked for before may be forgotten.
  void beginRun() {
    run++;
    if (bytes > mostBytes) {
      turns.values().forEach(pages -> pages.forgetUnusedSince(run - 1));
      turns.values().removeIf(pages -> pages.count == 0);
      bytes = turns.values().stream().mapToLong(pages -> pages.count * pages.pageBytes()).sum();
    }
  }

  /// The rotations of a table and a rule.
  ///
  /// @param from first page needed
  /// @param end page behind the last one needed
  Pages pages(RopeTable table, KeyPositions keys, int from, int end) {
    Pages pages = turns.computeIfAbsent(new Turn(table, keys), Pages::new);
    int before = pages.count;
    pages.make(from, end, run);
    bytes += (pages.count - before) * pages.pageBytes();
    return pages;
  }

  /// Rotations by page.
  static final class Pages {
    private final Turn turn;
    private final boolean repeats;
    private MemorySegment[] segments = new MemorySegment[16];
    private int[] lastRun = new int[16];
    private MemorySegment bases = MemorySegment.NULL;
    private int based;
    private int count;

    private Pages(Turn turn) {
      this.turn = turn;
      this.repeats = turn.repeats();
    }

    /// pairs x 64 cosines, then pairs x 64 sines.
    MemorySegment page(int page) {
      return segments[repeats ? 0 : page];
    }

    /// Whether queries are to be turned back anew for each page.
    boolean hasBases() {
      return repeats;
    }

    /// For each page, pairs cosines, then pairs sines, of what queries are to be turned back by.
    MemorySegment bases() {
      return bases;
    }

    /// Rotations of single cells, side by side as in a page.
    ///
    /// @param cells up to 64 from `first` on, of pages asked for in this run
    MemorySegment gather(int[] cells, int first, int count, MemorySegment target) {
      long half = (long) turn.table().pairs() * CELLS;
      for (int i = 0; i < count; i++) {
        int page = cells[first + i] / CELLS;
        int place = cells[first + i] % CELLS;
        MemorySegment angles = page(page);
        for (int j = 0; j < turn.table().pairs(); j++) {
          float cosine = get(angles, (long) j * CELLS + place);
          float sine = get(angles, half + (long) j * CELLS + place);
          float back = repeats ? get(bases, 2L * turn.table().pairs() * page + j) : 1;
          float side =
              repeats ? get(bases, 2L * turn.table().pairs() * page + j + half / CELLS) : 0;
          long at = (long) j * CELLS + i;
          target.setAtIndex(ValueLayout.JAVA_FLOAT, at, cosine * back - sine * side);
          target.setAtIndex(ValueLayout.JAVA_FLOAT, at + half, sine * back + cosine * side);
        }
      }
      return target;
    }

    private static float get(MemorySegment source, long index) {
      return source.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    private long pageBytes() {
      return 2L * turn.table().pairs() * CELLS * Float.BYTES;
    }

    private void make(int from, int end, int run) {
      if (repeats) {
        make(0, run);
        makeBases(end);
      }
      for (int page = from; page < end && !repeats; page++) {
        make(page, run);
      }
    }

    private void makeBases(int end) {
      if (end <= based) {
        return;
      }
      int pairs = turn.table().pairs();
      long bytes = 2L * pairs * Float.BYTES;
      if (bases.byteSize() < end * bytes) {
        MemorySegment larger = Arena.ofAuto().allocate(2 * end * bytes, 64);
        MemorySegment.copy(bases, 0, larger, 0, based * bytes);
        bases = larger;
      }
      for (int page = based; page < end; page++) {
        double position = turn.keys().of(page * CELLS) - turn.keys().of(0);
        for (int j = 0; j < pairs; j++) {
          double angle = position * turn.table().frequency(j);
          long at = 2L * pairs * page + j;
          bases.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) Math.cos(angle));
          bases.setAtIndex(ValueLayout.JAVA_FLOAT, at + pairs, (float) Math.sin(angle));
        }
      }
      based = end;
    }

    private void make(int page, int run) {
      if (page >= segments.length) {
        segments = Arrays.copyOf(segments, 2 * page);
        lastRun = Arrays.copyOf(lastRun, 2 * page);
      }
      lastRun[page] = run;
      if (segments[page] == null) {
        segments[page] = compute(page);
        count++;
      }
    }

    private MemorySegment compute(int page) {
      int pairs = turn.table().pairs();
      MemorySegment angles = Arena.ofAuto().allocate(pageBytes(), 64);
      for (int cell = 0; cell < CELLS; cell++) {
        double position = turn.keys().of(page * CELLS + cell);
        for (int j = 0; j < pairs; j++) {
          double angle = position * turn.table().frequency(j);
          long at = (long) j * CELLS + cell;
          angles.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) Math.cos(angle));
          long sine = at + (long) pairs * CELLS;
          angles.setAtIndex(ValueLayout.JAVA_FLOAT, sine, (float) Math.sin(angle));
        }
      }
      return angles;
    }

    private void forgetUnusedSince(int run) {
      for (int page = 0; page < segments.length; page++) {
        if (segments[page] != null && lastRun[page] < run) {
          segments[page] = null;
          count--;
        }
      }
    }
  }
}
