package org.hawser.extract.tika.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The frames between container and worker. The reader trusts nothing: a parser taken over by a
/// hostile file may send anything, so every length, and the sum of all, is checked before memory
/// is taken.
public final class Wire {
  /// First byte the worker sends, once, when it can read files.
  public static final int READY = 0x48;

  private static final int DOCUMENT = 1;
  private static final int REFUSAL = 2;
  private static final int MAX_SHORT_TEXT = 1 << 20;
  private static final int MAX_NAME = 200;
  private static final int MAX_FIELD = 300;
  private static final int MAX_NOTE = 2_000;
  private static final int MAX_FIELDS = 100;

  /// Per reply, beside four bytes for each character of text: names, blocks, notes.
  private static final long SPARE_BYTES = 64L << 20;

  private static final int PIECE = 1 << 14;
  private static final BlockKind[] KINDS = BlockKind.values();

  private Wire() {}

  public static void write(DataOutputStream out, ReadTask task) throws IOException {
    writeText(out, task.path());
    writeText(out, task.name());
    out.flush();
  }

  public static ReadTask readTask(DataInputStream in) throws IOException {
    return new ReadTask(readText(in, MAX_SHORT_TEXT), readText(in, MAX_SHORT_TEXT));
  }

  public static void write(DataOutputStream out, Reply reply) throws IOException {
    switch (reply) {
      case Refusal refusal -> {
        out.writeByte(REFUSAL);
        writeText(out, refusal.reason());
        writeText(out, refusal.message());
      }
      case ReadDocument document -> {
        out.writeByte(DOCUMENT);
        writeDocument(out, document);
      }
    }
    out.flush();
  }

  /// Reads one reply; blocks until it is complete.
  ///
  /// @throws IOException when the worker is gone or breaks the protocol
  public static Reply readReply(DataInputStream worker, WorkerLimits limits) throws IOException {
    long budget = 4L * limits.maxCharacters() + SPARE_BYTES;
    DataInputStream in = new DataInputStream(new LimitedInput(worker, budget));
    return switch (in.readUnsignedByte()) {
      case REFUSAL -> new Refusal(readText(in, MAX_FIELD), readText(in, MAX_NOTE));
      case DOCUMENT -> readDocument(in, limits);
      default -> throw new InvalidObjectException("unknown frame");
    };
  }

  private static void writeDocument(DataOutputStream out, ReadDocument document)
      throws IOException {
    writeText(out, document.title());
    writeText(out, document.language());
    writeText(out, document.mediaType());
    out.writeInt(document.pages());
    writeText(out, document.text());
    out.writeInt(document.paths().size());
    for (PathNode node : document.paths()) {
      out.writeInt(node.parent());
      writeText(out, node.name());
    }
    out.writeInt(document.blocks().size());
    for (ReadBlock block : document.blocks()) {
      out.writeByte(block.kind().ordinal());
      out.writeByte(block.level());
      out.writeInt(block.page());
      out.writeInt(block.path());
      out.writeInt(block.start());
      out.writeInt(block.end());
    }
    out.writeInt(document.metadata().size());
    for (Map.Entry<String, String> entry : document.metadata().entrySet()) {
      writeText(out, entry.getKey());
      writeText(out, entry.getValue());
    }
    out.writeInt(document.notes().size());
    for (String note : document.notes()) {
      writeText(out, note);
    }
  }

  private static ReadDocument readDocument(DataInputStream in, WorkerLimits limits)
      throws IOException {
    String title = readText(in, MAX_FIELD);
    String language = readText(in, MAX_FIELD);
    String mediaType = readText(in, MAX_NOTE);
    int pages = in.readInt();
    String text = readText(in, limits.maxCharacters());
    List<PathNode> paths = readPaths(in);
    List<ReadBlock> blocks = readBlocks(in, text.length(), paths.size());
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int left = readCount(in, MAX_FIELDS); left > 0; left--) {
      metadata.put(readText(in, MAX_FIELD), readText(in, MAX_FIELD));
    }
    List<String> notes = new ArrayList<>();
    for (int left = readCount(in, MAX_FIELDS); left > 0; left--) {
      notes.add(readText(in, MAX_NOTE));
    }
    return new ReadDocument(
        title, language, mediaType, pages, text, paths, blocks, metadata, notes);
  }

  private static List<PathNode> readPaths(DataInputStream in) throws IOException {
    int count = readCount(in, WorkerLimits.MAX_BLOCKS);
    List<PathNode> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int parent = in.readInt();
      check(parent >= -1 && parent < i);
      paths.add(new PathNode(parent, readText(in, MAX_NAME)));
    }
    return paths;
  }

  private static List<ReadBlock> readBlocks(DataInputStream in, int length, int paths)
      throws IOException {
    int count = readCount(in, WorkerLimits.MAX_BLOCKS);
    List<ReadBlock> blocks = new ArrayList<>();
    int previousEnd = 0;
    for (int i = 0; i < count; i++) {
      int kind = in.readUnsignedByte();
      int level = in.readUnsignedByte();
      int page = in.readInt();
      int path = in.readInt();
      int start = in.readInt();
      int end = in.readInt();
      check(kind < KINDS.length && level <= 6 && page >= 0 && path >= -1 && path < paths);
      check(start >= previousEnd && end > start && end <= length);
      blocks.add(new ReadBlock(KINDS[kind], level, page, path, start, end));
      previousEnd = end;
    }
    return blocks;
  }

  private static int readCount(DataInputStream in, int max) throws IOException {
    int count = in.readInt();
    check(count >= 0 && count <= max);
    return count;
  }

  private static void check(boolean valid) throws InvalidObjectException {
    if (!valid) {
      throw new InvalidObjectException("frame out of bounds");
    }
  }

  /// Character count, then pieces of UTF-8, each with its byte count: neither side ever holds the
  /// whole text a second time as bytes.
  private static void writeText(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = Math.min(text.length(), start + PIECE);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end++;
      }
      byte[] bytes = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
      start = end;
    }
  }

  private static String readText(DataInputStream in, int maxCharacters) throws IOException {
    int length = readCount(in, maxCharacters);
    StringBuilder text = new StringBuilder(Math.min(length, PIECE));
    while (text.length() < length) {
      byte[] bytes = new byte[readCount(in, 4 * (PIECE + 1))];
      check(bytes.length > 0);
      in.readFully(bytes);
      text.append(new String(bytes, StandardCharsets.UTF_8));
    }
    check(text.length() == length);
    return text.toString();
  }
}
