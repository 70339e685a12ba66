package org.hawser.extract.tika.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.hawser.extract.tika.protocol.Refusal;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Reads attachments, archive entries and embedded objects of one file, within bounds of depth,
/// count and size. One that cannot be read becomes a note; the file around it goes on.
final class EmbeddedFiles implements EmbeddedDocumentExtractor {
  private final AutoDetectParser parser;
  private final ParseContext context;
  private final WorkerLimits limits;
  private final Reading reading;
  private final Deque<BlockHandler> open = new ArrayDeque<>();

  EmbeddedFiles(
      AutoDetectParser parser, ParseContext context, WorkerLimits limits, Reading reading) {
    this.parser = parser;
    this.context = context;
    this.limits = limits;
    this.reading = reading;
  }

  void begin(BlockHandler outermost) {
    open.push(outermost);
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    return !TikaCoreProperties.EmbeddedResourceType.THUMBNAIL
        .toString()
        .equals(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE));
  }

  @Override
  public void parseEmbedded(
      InputStream stream, ContentHandler outer, Metadata metadata, boolean outputHtml)
      throws SAXException, IOException {
    String name = EntryNames.shown(metadata);
    if (reading.budget().exceeded()) {
      throw new Budget.UnpackLimitException();
    }
    if (!reading.budget().takeEntry()) {
      reading.notes().beyondCount();
      return;
    }
    if (open.size() > limits.maxDepth()) {
      reading
          .notes()
          .add(
              quoted(name)
                  + " is nested deeper than "
                  + limits.maxDepth()
                  + " levels and was not read; raise maxDepth to read it.");
      return;
    }
    open.element().pause();
    int before = reading.text().blockCount();
    boolean complete;
    reading.text().enter(name);
    try (TemporaryResources temporary = new TemporaryResources()) {
      TikaInputStream entry = counted(stream, temporary, metadata);
      complete = parse(entry, metadata, name);
      drain(entry);
    } finally {
      reading.text().leave();
    }
    if (reading.text().blockCount() > before) {
      reading.entryRead();
    } else if (complete) {
      noteNoText(metadata, name);
    }
  }

  private TikaInputStream counted(
      InputStream stream, TemporaryResources temporary, Metadata metadata) {
    InputStream counting = reading.budget().counting(CloseShieldInputStream.wrap(stream));
    TikaInputStream entry = TikaInputStream.get(counting, temporary, metadata);
    if (stream instanceof TikaInputStream tika && tika.getOpenContainer() != null) {
      entry.setOpenContainer(tika.getOpenContainer());
    }
    return entry;
  }

  /// Whether the entry was read to its end.
  private boolean parse(TikaInputStream entry, Metadata metadata, String name)
      throws SAXException, IOException {
    int before = reading.text().blockCount();
    try {
      String mediaType = MediaTypes.detect(parser, entry, metadata);
      int page = open.element().page();
      read(entry, BlockHandler.of(reading.text(), mediaType, page, metadata, entry), metadata);
      return true;
    } catch (ZeroByteFileException _) {
      return false;
    } catch (TikaException | SAXException | IOException | RuntimeException failure) {
      fail(failure, name, reading.text().blockCount() > before);
      return false;
    }
  }

  private void read(TikaInputStream entry, BlockHandler handler, Metadata metadata)
      throws TikaException, SAXException, IOException {
    open.push(handler);
    boolean complete = false;
    try {
      parser.parse(entry, handler, metadata, context);
      complete = true;
    } finally {
      open.pop();
      noteBrokenStreams(metadata);
      if (!complete && !reading.text().full()) {
        handler.endDocument();
      }
    }
  }

  private void fail(Exception failure, String name, boolean partly)
      throws SAXException, IOException {
    WriteLimitReachedException.throwIfWriteLimitReached(failure);
    if (failure instanceof UnsupportedZipFeatureException zip
        && zip.getFeature() == UnsupportedZipFeatureException.Feature.DATA_DESCRIPTOR) {
      throw zip; // the archive's parser then starts again in another way
    }
    if (reading.budget().exceeded()) {
      throw new Budget.UnpackLimitException();
    }
    Refusal refusal = Failures.of(failure);
    reading.failed(refusal);
    String extent = partly ? " was read in part: " : " was not read: ";
    reading.notes().add(quoted(name) + extent + refusal.message());
  }

  /// Entries whose data could not even be opened: Tika leaves a trace in the metadata around them.
  void noteBrokenStreams(Metadata around) {
    for (String trace : around.getValues(TikaCoreProperties.TIKA_META_EXCEPTION_EMBEDDED_STREAM)) {
      boolean encrypted = trace.toLowerCase(Locale.ROOT).contains("encrypt");
      Refusal refusal = encrypted ? Failures.ENCRYPTED : Failures.BROKEN_ENTRY;
      reading.failed(refusal);
      reading.notes().add("A file inside was not read: " + refusal.message());
    }
  }

  /// What a parser did not look at was unpacked all the same, and counts.
  private void drain(TikaInputStream entry) throws IOException {
    if (entry.getOpenContainer() != null) {
      return;
    }
    try {
      entry.transferTo(OutputStream.nullOutputStream());
    } catch (Budget.UnpackLimitException tooMuch) {
      throw tooMuch;
    } catch (IOException _) {
      return; // closed by its parser, or broken beyond what the parser wanted to see
    }
  }

  private void noteNoText(Metadata metadata, String name) {
    String type = MediaTypes.base(metadata);
    if (type.startsWith("image/")) {
      reading.notes().imageWithoutText();
    } else if (MediaTypes.unread(metadata, type)) {
      reading.notes().add(quoted(name) + " was not read: no text can be read from " + type + ".");
    }
  }

  private static String quoted(String name) {
    return name.isEmpty() ? "An embedded file" : "\"" + name + "\"";
  }
}
