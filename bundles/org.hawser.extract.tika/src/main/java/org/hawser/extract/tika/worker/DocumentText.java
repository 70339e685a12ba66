package org.hawser.extract.tika.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.tika.exception.WriteLimitReachedException;
import org.hawser.extract.tika.protocol.BlockKind;
import org.hawser.extract.tika.protocol.PathNode;
import org.hawser.extract.tika.protocol.ReadBlock;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// The text of one file as it grows, with its blocks and their heading paths. Files within the file
/// open a nested scope: their headings stand below the place where they were found.
final class DocumentText {
  private static final int MAX_HEADING = 200;
  private static final int MAX_LEVEL = 6;

  private final int maxCharacters;
  private final StringBuilder text = new StringBuilder();
  private final List<ReadBlock> blocks = new ArrayList<>();
  private final List<PathNode> paths = new ArrayList<>();
  private final Deque<Scope> scopes = new ArrayDeque<>();
  private String firstHeading = "";
  private boolean full;
  private int lastPage;

  DocumentText(int maxCharacters) {
    this.maxCharacters = maxCharacters;
    scopes.push(new Scope(0, -1, ""));
  }

  /// Opens the scope of a file within the file. Its name becomes a heading once it has any text;
  /// without a name its headings continue the outer ones.
  void enter(String name) {
    Scope outer = scopes.element();
    scopes.push(new Scope(outer.depth, outer.path(), name));
  }

  /// Closes all headings of the current file: a new slide or sheet does not belong to the last one.
  void endSection() {
    scopes.element().open.clear();
  }

  void leave() {
    scopes.pop();
  }

  int blockCount() {
    return blocks.size();
  }

  boolean full() {
    return full;
  }

  String text() {
    return text.toString();
  }

  /// The first characters, at most `length`.
  String start(int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  String content(ReadBlock block) {
    return text.substring(block.start(), block.end());
  }

  List<ReadBlock> blocks() {
    return blocks;
  }

  List<PathNode> paths() {
    return paths;
  }

  /// First heading of the file itself, not of a file within it; empty when it has none.
  String firstHeading() {
    return firstHeading;
  }

  /// Last page that gave any text; for saying where a damaged file broke off.
  int lastPage() {
    return lastPage;
  }

  void heading(int level, int page, String content) throws WriteLimitReachedException {
    String heading = Lines.oneLine(content);
    if (heading.isEmpty()) {
      return;
    }
    announceScopes();
    if (firstHeading.isEmpty() && scopes.size() == 1) {
      firstHeading = heading;
    }
    Scope scope = scopes.element();
    int shown = Math.min(MAX_LEVEL, level + scope.depth);
    int parent = scope.above(level);
    append(BlockKind.HEADING, shown, page, parent, heading);
    scope.push(level, node(parent, heading));
  }

  void block(BlockKind kind, int page, String content) throws WriteLimitReachedException {
    if (content.isBlank()) {
      return;
    }
    announceScopes();
    append(kind, 0, page, scopes.element().path(), content);
  }

  private int node(int parent, String heading) {
    paths.add(
        new PathNode(
            parent, heading.length() > MAX_HEADING ? heading.substring(0, MAX_HEADING) : heading));
    return paths.size() - 1;
  }

  private void announceScopes() throws WriteLimitReachedException {
    for (var outermostFirst = scopes.descendingIterator(); outermostFirst.hasNext(); ) {
      Scope scope = outermostFirst.next();
      if (!scope.announced) {
        scope.announced = true;
        scope.depth = levelOf(scope.base) + 1;
        append(BlockKind.HEADING, Math.min(MAX_LEVEL, scope.depth), 0, scope.base, scope.name);
        scope.base = node(scope.base, scope.name);
        rebase(scope);
      }
    }
  }

  /// Scopes opened inside `announced` before it had a heading hang below that heading now.
  private void rebase(Scope announced) {
    boolean inside = false;
    for (var outermostFirst = scopes.descendingIterator(); outermostFirst.hasNext(); ) {
      Scope scope = outermostFirst.next();
      if (inside) {
        scope.base = announced.path();
        scope.depth = announced.depth;
      }
      inside |= scope == announced;
    }
  }

  /// Headings from the top down to this node.
  private int levelOf(int node) {
    int level = 0;
    for (int above = node; above >= 0; above = paths.get(above).parent()) {
      level++;
    }
    return level;
  }

  private void append(BlockKind kind, int level, int page, int path, String content)
      throws WriteLimitReachedException {
    String separator = separator(kind);
    int room = maxCharacters - text.length() - separator.length();
    if (full || room <= 0 || blocks.size() >= WorkerLimits.MAX_BLOCKS) {
      full = true;
      throw new WriteLimitReachedException(maxCharacters);
    }
    text.append(separator);
    int start = text.length();
    text.append(content, 0, cut(content, room));
    blocks.add(new ReadBlock(kind, level, page, path, start, text.length()));
    lastPage = page;
    if (content.length() > room) {
      full = true;
      throw new WriteLimitReachedException(maxCharacters);
    }
  }

  private String separator(BlockKind kind) {
    if (blocks.isEmpty()) {
      return "";
    }
    boolean rows = kind == BlockKind.TABLE_ROW && blocks.getLast().kind() == BlockKind.TABLE_ROW;
    return rows ? "\n" : "\n\n";
  }

  private static int cut(String content, int room) {
    if (content.length() <= room) {
      return content.length();
    }
    return Character.isHighSurrogate(content.charAt(room - 1)) && room > 1 ? room - 1 : room;
  }

  /// Headings of one file, the outer file or one within it.
  private static final class Scope {
    private final String name;
    private final List<int[]> open = new ArrayList<>();
    private int base;
    private int depth;
    private boolean announced;

    Scope(int depth, int base, String name) {
      this.depth = depth;
      this.base = base;
      this.name = name;
      this.announced = name.isEmpty();
    }

    int path() {
      return open.isEmpty() ? base : open.getLast()[1];
    }

    /// Closes headings of this level and below; returns the one above.
    int above(int level) {
      while (!open.isEmpty() && open.getLast()[0] >= level) {
        open.removeLast();
      }
      return path();
    }

    void push(int level, int node) {
      open.add(new int[] {level, node});
    }
  }
}
