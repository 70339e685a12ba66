package org.hawser.ingest;

import java.io.IOException;
import java.nio.file.Path;
import org.hawser.api.ingest.Ingest;
import org.hawser.testkit.IngestContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class IngestServiceTest extends IngestContract {
  @TempDir Path data;
  private Fixture fixture;

  @Override
  protected Ingest ingest() throws IOException {
    fixture = new Fixture(data).withParts().started();
    return fixture.ingest;
  }

  @AfterEach
  void stop() {
    fixture.close();
  }
}
