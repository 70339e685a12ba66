package org.hawser.index.lucene.store;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;

/// The stored form of documents and chunks. A change here needs a new [IndexFormat#VERSION].
final class Records {
  /// A stored document.
  ///
  /// @param document its description
  /// @param textLength length of its text
  record StoredDocument(Document document, int textLength) {}

  /// A stored chunk, without its text.
  ///
  /// @param ordinal position among the chunks of the block
  /// @param chunkCount chunks of the block
  /// @param textLength length of the document's text, which tells the number of pieces
  /// @param locator where it stands
  /// @param tokenCount its length in tokens
  record StoredChunk(
      int ordinal, int chunkCount, int textLength, Locator locator, int tokenCount) {}

  private Records() {}

  static BytesRef encode(StoredDocument stored) throws IOException {
    Document document = stored.document();
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeString(document.id());
    out.writeString(document.key().collection());
    out.writeString(document.key().source());
    out.writeString(document.key().path());
    out.writeString(document.title());
    out.writeString(document.language());
    out.writeString(document.mediaType());
    out.writeString(document.contentHash());
    out.writeZLong(document.sizeBytes());
    writeInstant(out, document.modified());
    writeInstant(out, document.indexed());
    out.writeVInt(document.pages());
    out.writeVInt(document.chunkCount());
    out.writeMapOfStrings(document.metadata());
    writeStrings(out, document.notes());
    out.writeVInt(stored.textLength());
    return new BytesRef(out.toArrayCopy());
  }

  static StoredDocument decodeDocument(BytesRef bytes) throws IOException {
    DataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    String id = in.readString();
    DocumentKey key = new DocumentKey(in.readString(), in.readString(), in.readString());
    Document document =
        new Document(
            id,
            key,
            in.readString(),
            in.readString(),
            in.readString(),
            in.readString(),
            in.readZLong(),
            readInstant(in),
            readInstant(in),
            in.readVInt(),
            in.readVInt(),
            in.readMapOfStrings(),
            readStrings(in));
    return new StoredDocument(document, in.readVInt());
  }

  static BytesRef encode(Chunk chunk, int chunkCount, int textLength) throws IOException {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeVInt(chunk.ordinal());
    out.writeVInt(chunkCount);
    out.writeVInt(textLength);
    Locator locator = chunk.locator();
    out.writeVInt(locator.page());
    writeStrings(out, locator.headingPath());
    out.writeVInt(locator.start());
    out.writeVInt(locator.end() - locator.start());
    out.writeVInt(chunk.tokenCount());
    return new BytesRef(out.toArrayCopy());
  }

  static StoredChunk decodeChunk(BytesRef bytes) throws IOException {
    DataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    int ordinal = in.readVInt();
    int chunkCount = in.readVInt();
    int textLength = in.readVInt();
    int page = in.readVInt();
    List<String> headings = readStrings(in);
    int start = in.readVInt();
    Locator locator = new Locator(page, headings, start, start + in.readVInt());
    return new StoredChunk(ordinal, chunkCount, textLength, locator, in.readVInt());
  }

  private static void writeInstant(DataOutput out, Instant instant) throws IOException {
    out.writeZLong(instant.getEpochSecond());
    out.writeVInt(instant.getNano());
  }

  private static Instant readInstant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readZLong(), in.readVInt());
  }

  private static void writeStrings(DataOutput out, List<String> strings) throws IOException {
    out.writeVInt(strings.size());
    for (String string : strings) {
      out.writeString(string);
    }
  }

  private static List<String> readStrings(DataInput in) throws IOException {
    int count = in.readVInt();
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(in.readString());
    }
    return strings;
  }
}
