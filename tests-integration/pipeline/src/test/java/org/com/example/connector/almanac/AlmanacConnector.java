package com.example.connector.almanac;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceItem;
import org.osgi.service.component.annotations.Component;

/// A connector somebody else wrote: one item, kept in the code.
@Component
public class AlmanacConnector implements Connector {
  private static final String TIDES = "Spring tide reaches the upper quay at noon on Sundays.";

  @Override
  public String name() {
    return "almanac";
  }

  @Override
  public String canonicalLocation(String location) {
    return location;
  }

  @Override
  public void list(String location, ItemSink sink) throws InterruptedException {
    sink.accept(new SourceItem("tides.txt", TIDES.length(), Instant.EPOCH, "1", ""));
  }

  @Override
  public InputStream open(String location, SourceItem item) {
    return new ByteArrayInputStream(TIDES.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public AutoCloseable watch(String location, Runnable changed) {
    return () -> {};
  }
}
