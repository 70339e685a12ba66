package org.hawser.extract.tika;

import java.nio.file.Path;
import org.hawser.api.extract.Extractor;
import org.hawser.testkit.ExtractorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TikaExtractorContractTest extends ExtractorContract {
  @TempDir static Path data;

  static TikaExtractor extractor;

  @BeforeAll
  static void start() {
    extractor = Extractors.create(data);
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  @Override
  protected Extractor extractor() {
    return extractor;
  }
}
