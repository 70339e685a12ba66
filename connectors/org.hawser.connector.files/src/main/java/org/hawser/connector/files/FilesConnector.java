package org.hawser.connector.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/// Reads folders, or single files, of this machine. A location is an absolute path.
@Component(service = Connector.class)
@Designate(ocd = FilesConfiguration.class)
public final class FilesConnector implements Connector {
  private final Rules rules;
  private final Locations locations;
  private final OpenWatches watches = new OpenWatches();

  @Activate
  public FilesConnector(FilesConfiguration configuration) {
    this(Rules.of(configuration));
  }

  FilesConnector(Rules rules) {
    this.rules = rules;
    this.locations = new Locations(rules.roots());
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public String canonicalLocation(String location) throws SourceException {
    return locations.real(location).toString();
  }

  @Override
  public void list(String location, ItemSink sink) throws SourceException, InterruptedException {
    new Walk(locations.real(location), rules, sink).run();
  }

  @Override
  public InputStream open(String location, SourceItem item) throws IOException {
    Path root = locations.real(location);
    return new SafeOpen(root, rules.followLinks()).open(item.path());
  }

  @Override
  public Optional<Path> localFile(String location, String path) {
    try {
      Path root = locations.real(location);
      Path file = new SafeOpen(root, rules.followLinks()).resolve(path);
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public AutoCloseable watch(String location, Runnable changed) throws SourceException {
    return watches.open(new FolderWatch(locations.real(location), rules, changed));
  }

  /// Whoever forgot to close a watch must not keep its thread alive in a stopped bundle.
  @Deactivate
  void stop() {
    watches.closeAll();
  }
}
