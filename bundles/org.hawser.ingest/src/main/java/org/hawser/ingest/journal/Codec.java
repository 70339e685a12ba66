package org.hawser.ingest.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;

/// The journal's records as bytes. The first byte is the version of the layout.
final class Codec {
  private static final int VERSION = 1;

  private Codec() {}

  static byte[] encode(Entry entry) {
    return bytes(
        out -> {
          DocumentStatus s = entry.status();
          text(out, s.key().collection());
          text(out, s.key().source());
          text(out, s.key().path());
          text(out, s.outcome().name());
          text(out, s.reason());
          text(out, s.detail());
          out.writeInt(s.notes().size());
          for (String note : s.notes()) {
            text(out, note);
          }
          text(out, s.contentHash());
          out.writeLong(s.sizeBytes());
          out.writeInt(s.chunkCount());
          out.writeLong(s.millis());
          instant(out, s.updated());
          instant(out, entry.modified());
          text(out, entry.changeToken());
          out.writeInt(entry.attempts());
          out.writeLong(entry.revision());
          text(out, entry.indexedHash());
          out.writeInt(entry.indexedChunks());
        });
  }

  static Entry entry(String id, byte[] bytes) {
    return read(
        bytes,
        in -> {
          DocumentKey key = new DocumentKey(text(in), text(in), text(in));
          DocumentStatus status =
              new DocumentStatus(
                  id,
                  key,
                  Outcome.valueOf(text(in)),
                  text(in),
                  text(in),
                  texts(in),
                  text(in),
                  in.readLong(),
                  in.readInt(),
                  in.readLong(),
                  instant(in));
          return new Entry(
              status, instant(in), text(in), in.readInt(), in.readLong(), text(in), in.readInt());
        });
  }

  static byte[] encode(SourceEntry entry) {
    return bytes(
        out -> {
          Source s = entry.source();
          text(out, s.id());
          text(out, s.collection());
          text(out, s.connector());
          text(out, s.location());
          out.writeBoolean(s.watched());
          text(out, s.state().name());
          text(out, s.detail());
          out.writeBoolean(s.lastSynchronised() != null);
          instant(out, s.lastSynchronised() == null ? Instant.EPOCH : s.lastSynchronised());
          out.writeLong(entry.generation());
          out.writeBoolean(entry.complete());
        });
  }

  static SourceEntry source(byte[] bytes) {
    return read(
        bytes,
        in -> {
          String id = text(in);
          String collection = text(in);
          String connector = text(in);
          String location = text(in);
          boolean watched = in.readBoolean();
          Source.State state = Source.State.valueOf(text(in));
          String detail = text(in);
          boolean synchronised = in.readBoolean();
          Instant last = instant(in);
          Source source =
              new Source(
                  id,
                  collection,
                  connector,
                  location,
                  watched,
                  state,
                  detail,
                  synchronised ? last : null);
          return new SourceEntry(source, in.readLong(), in.readBoolean());
        });
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(buffer)) {
      out.writeByte(VERSION);
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException(
            "The ingest journal was written by another version of Hawser (record layout "
                + version
                + "): start the version that wrote it.");
      }
      return reader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void instant(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
