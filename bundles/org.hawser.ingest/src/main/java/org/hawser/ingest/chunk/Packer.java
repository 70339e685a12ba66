package org.hawser.ingest.chunk;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.document.Block;

/// Packs units into spans of at most `limit` tokens.
final class Packer {
  private final TokenMap tokens;
  private final Cuts cuts;
  private final int limit;
  private final int overlap;
  private final List<Span> spans = new ArrayList<>();

  /// Units, or parts of them, of the span being filled. The first one may be the overlap.
  private List<Unit> open = new ArrayList<>();

  private Unit previous;

  Packer(TokenMap tokens, Cuts cuts, int limit, int overlap) {
    this.tokens = tokens;
    this.cuts = cuts;
    this.limit = limit;
    this.overlap = overlap;
  }

  void add(Unit unit) {
    if (isPageBorder(unit)) {
      carryOver(unit);
    } else if (isBorder(unit)) {
      close();
    }
    place(unit);
    previous = unit;
  }

  List<Span> finish() {
    close();
    return spans;
  }

  /// A chunk is cited with one page, so its text has to be on one.
  private boolean isPageBorder(Unit unit) {
    return previous != null && unit.page() != previous.page() && hasBody();
  }

  /// A chunk is cited with one heading path, so a section is never mixed with the next one, however
  /// small. Headings can also change without a heading block, as at the start of an attachment.
  private boolean isBorder(Unit unit) {
    if (previous == null || !hasBody()) {
      return false;
    }
    return unit.isHeading()
        || (!previous.isHeading() && !unit.headingPath().equals(previous.headingPath()));
  }

  private void place(Unit unit) {
    if (!fits(unit) && hasBody() && isBetterAlone(unit)) {
      carryOver(unit);
    }
    if (fits(unit)) {
      open.add(unit);
    } else if (isWhole(unit)) {
      placeWhole(unit);
    } else {
      cuts.parts(unit).forEach(this::placeWhole);
    }
  }

  /// Whether a unit that does not fit starts a new span rather than filling up the open one.
  private boolean isBetterAlone(Unit unit) {
    int enough = open.getLast().isHeading() ? limit / 5 : limit / 2;
    return used() >= enough || isShort(unit) && isWhole(unit);
  }

  /// Rows and lines of code stay whole when they can; everything else may be cut at sentences.
  private boolean isWhole(Unit unit) {
    boolean row = unit.kind() == Block.Kind.TABLE_ROW;
    return row && isShort(unit) || cuts.parts(unit).size() == 1;
  }

  private boolean isShort(Unit unit) {
    return tokens.count(unit.start(), unit.end()) <= limit;
  }

  private void placeWhole(Unit unit) {
    if (!fits(unit) && hasBody() && (isShort(unit) || used() >= limit / 2)) {
      carryOver(unit);
    }
    if (!fits(unit) && isShort(unit)) {
      close();
    }
    Unit rest = unit;
    while (!fits(rest)) {
      rest = placeBeginning(rest);
    }
    open.add(rest);
  }

  /// Fills the open span with the beginning of a unit longer than a span and closes it.
  private Unit placeBeginning(Unit unit) {
    if (used() >= limit / 2) {
      close();
    }
    int wanted = tokens.forward(unit.start(), limit - used(), unit.end());
    int cut = cuts.before(unit.start(), Math.max(unit.start() + 1, wanted));
    Unit text = unit.asText();
    open.add(text.part(unit.start(), cut));
    Unit rest = text.part(cut, unit.end());
    carryOver(rest);
    return rest;
  }

  private boolean fits(Unit unit) {
    return tokens.count(start(unit), unit.end()) <= limit;
  }

  private int start(Unit next) {
    return open.isEmpty() ? next.start() : open.getFirst().start();
  }

  private int used() {
    return open.isEmpty() ? 0 : tokens.count(open.getFirst().start(), open.getLast().end());
  }

  /// Whether closing now would give a span with text no span has yet.
  private boolean hasBody() {
    return open.stream().anyMatch(unit -> !unit.isHeading() && isNew(unit));
  }

  private boolean isNew(Unit unit) {
    return spans.isEmpty() || unit.end() > spans.getLast().end();
  }

  private void close() {
    if (!open.isEmpty() && isNew(open.getLast())) {
      int start = open.getFirst().start();
      spans.add(new Span(start, open.getLast().end(), page(), Paths.of(open)));
    }
    open = new ArrayList<>();
  }

  /// The page of the text: headings may stand at the end of the page before.
  private int page() {
    return open.stream()
        .filter(unit -> !unit.isHeading())
        .findFirst()
        .orElseGet(open::getFirst)
        .page();
  }

  /// Closes the span and starts the next one with the headings that stood at its end, or else with
  /// the overlap, as far as `next` leaves room for it.
  private void carryOver(Unit next) {
    int body = open.size();
    while (open.get(body - 1).isHeading()) {
      body--;
    }
    List<Unit> headings = List.copyOf(open.subList(body, open.size()));
    open = new ArrayList<>(open.subList(0, body));
    List<Unit> carried = headings.isEmpty() ? overlap(next) : headings;
    close();
    open.addAll(carried);
  }

  private List<Unit> overlap(Unit next) {
    if (next.page() != open.getLast().page()) {
      return List.of();
    }
    int free = limit - tokens.count(next.start(), next.end());
    int most = free < 0 ? overlap : Math.min(overlap, free);
    List<Unit> section = section();
    int end = section.getLast().end();
    int earliest = tokens.back(end, most, section.getFirst().start());
    int start =
        section.stream()
            .filter(unit -> unit.end() > earliest)
            .flatMap(unit -> cuts.parts(unit).stream())
            .mapToInt(Unit::start)
            .filter(at -> at >= earliest)
            .findFirst()
            .orElseGet(() -> cuts.wordAfter(earliest, end));
    if (start >= end || tokens.count(start, end) > most) {
      return List.of();
    }
    Unit first = section.stream().filter(unit -> unit.end() > start).findFirst().orElseThrow();
    return List.of(first.part(start, end));
  }

  /// The units at the end of the open span that stand under the same headings.
  private List<Unit> section() {
    int from = open.size() - 1;
    List<String> path = open.get(from).headingPath();
    while (from > 0
        && !open.get(from - 1).isHeading()
        && open.get(from - 1).headingPath().equals(path)) {
      from--;
    }
    return open.subList(from, open.size());
  }
}
