package org.hawser.extract.tika.worker;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.hawser.extract.tika.protocol.ReadDocument;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Refusal;
import org.hawser.extract.tika.protocol.Reply;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.xml.sax.SAXException;

/// Reads one file after the other with Tika.
final class DocumentReader {
  private final WorkerLimits limits;
  private final ParserSetup setup;
  private final AutoDetectParser parser;
  private final LanguageGuess languages = new LanguageGuess();

  DocumentReader(WorkerLimits limits) throws TikaException, IOException, SAXException {
    this.limits = limits;
    this.setup = new ParserSetup(limits);
    this.parser = setup.parser();
  }

  Reply read(ReadTask task) {
    Reading reading = new Reading(limits);
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, task.name());
    Throwable failure = null;
    int pages = 0;
    try (TikaInputStream in = TikaInputStream.get(Path.of(task.path()), metadata)) {
      String mediaType = MediaTypes.detect(parser, in, metadata);
      BlockHandler handler = BlockHandler.of(reading.text(), mediaType, 0, metadata, in);
      failure = parse(in, handler, metadata, reading);
      pages = handler.pageCount();
    } catch (IOException unreadable) {
      failure = unreadable;
    }
    return reply(reading, metadata, pages, failure);
  }

  private Throwable parse(
      TikaInputStream in, BlockHandler handler, Metadata metadata, Reading reading) {
    ParseContext context = setup.context();
    EmbeddedFiles embedded = new EmbeddedFiles(parser, context, limits, reading);
    embedded.begin(handler);
    context.set(EmbeddedDocumentExtractor.class, embedded);
    context.set(Notes.class, reading.notes());
    try {
      parser.parse(in, handler, metadata, context);
      embedded.noteBrokenStreams(metadata);
      return null;
    } catch (TikaException
        | SAXException
        | IOException
        | RuntimeException
        | StackOverflowError
        | LinkageError failure) {
      return finished(handler, failure);
    }
  }

  /// Keeps what stood before the place where a damaged file broke off.
  private static Throwable finished(BlockHandler handler, Throwable failure) {
    try {
      handler.endDocument();
      return failure;
    } catch (SAXException full) {
      return full;
    }
  }

  private Reply reply(Reading reading, Metadata metadata, int pages, Throwable failure) {
    if (reading.budget().exceeded()) {
      return Failures.of(new Budget.UnpackLimitException());
    }
    if (reading.unavailable()) {
      return reading.firstFailure();
    }
    boolean cut = reading.text().full();
    if (failure != null && !cut && !WriteLimitReachedException.isWriteLimitReached(failure)) {
      Refusal refusal = Failures.of(failure);
      boolean partial = refusal.reason().equals("CORRUPT") && reading.text().blockCount() > 0;
      if (!partial) {
        return refusal;
      }
      reading.notes().addFirst(brokenOff(reading.text().lastPage(), refusal));
    }
    if (reading.text().blockCount() == 0
        || reading.nothingInsideRead() && MediaTypes.archive(MediaTypes.base(metadata))) {
      return NoText.refusal(reading, metadata, limits);
    }
    if (cut) {
      reading.notes().addFirst(cutOff(reading.text()));
    }
    return document(reading, metadata, pages);
  }

  private ReadDocument document(Reading reading, Metadata metadata, int pages) {
    DocumentText text = reading.text();
    return new ReadDocument(
        DocumentMetadata.title(metadata, text),
        languages.of(text),
        MediaTypes.base(metadata),
        pages,
        text.text(),
        text.paths(),
        text.blocks(),
        DocumentMetadata.shown(metadata),
        reading.notes().sentences(limits));
  }

  private static String cutOff(DocumentText text) {
    boolean blocks = text.blockCount() >= WorkerLimits.MAX_BLOCKS;
    return "The text was cut after "
        + (blocks
            ? text.blockCount() + " paragraphs and rows"
            : text.text().length() + " characters")
        + (blocks
            ? "; split the file to read the rest."
            : "; raise maxCharacters to read the rest.");
  }

  private static String brokenOff(int page, Refusal refusal) {
    return "Only the part before the damage"
        + (page > 0 ? " (up to page " + page + ")" : "")
        + " was read. "
        + refusal.message();
  }
}
