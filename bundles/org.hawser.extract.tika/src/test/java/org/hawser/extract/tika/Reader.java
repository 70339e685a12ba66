package org.hawser.extract.tika;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A test class with one extractor for all its tests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Reader {
  @TempDir Path folder;
  private TikaExtractor extractor;

  @BeforeAll
  void start(@TempDir Path data) {
    extractor = create(data);
  }

  @AfterAll
  void stop() {
    extractor.close();
  }

  TikaExtractor create(Path data) {
    return Extractors.create(data);
  }

  ExtractedDocument read(Path file) throws ExtractionException, InterruptedException {
    return extractor.extract(new ExtractionRequest(file, file.getFileName().toString()));
  }

  ExtractedDocument read(String name, String content) throws Exception {
    return read(Files.writeString(folder.resolve(name), content));
  }

  ExtractedDocument read(String name, byte[] content) throws Exception {
    return read(Files.write(folder.resolve(name), content));
  }

  static List<String> outline(ExtractedDocument document) {
    return document.blocks().stream().map(block -> line(document, block)).toList();
  }

  private static String line(ExtractedDocument document, Block block) {
    String text = document.text().substring(block.locator().start(), block.locator().end());
    String level = block.level() > 0 ? Integer.toString(block.level()) : "";
    String path = String.join(" > ", block.locator().headingPath());
    return block.kind() + level + " [" + path + "] " + text;
  }
}
