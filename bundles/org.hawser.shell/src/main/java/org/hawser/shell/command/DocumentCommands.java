package org.hawser.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Commands about documents and where they come from.
@Component(
    service = DocumentCommands.class,
    property = {
      "osgi.command.scope=hawser",
      "osgi.command.function=documents",
      "osgi.command.function=ingest",
      "osgi.command.function=sources",
      "osgi.command.function=retry",
      "osgi.command.function=delete"
    })
public final class DocumentCommands {
  private static final int PAGE = 100;

  private final Services services;

  @Activate
  public DocumentCommands(@Reference Services services) {
    this.services = services;
  }

  /// `documents [--collection NAME] [--outcome OUTCOME] [--offset N]`
  public String documents(String[] words) {
    return Commands.sentenceOf(
        () -> {
          Options options = Options.of(words, List.of("collection", "outcome", "offset"));
          int offset = options.number("offset", 0);
          List<DocumentStatus> found =
              ingest()
                  .documents(
                      options.text("collection"),
                      options.text("outcome").map(DocumentCommands::outcome),
                      offset,
                      PAGE);
          return found.isEmpty() ? "No documents.\n" : listing(found, offset);
        });
  }

  private static String listing(List<DocumentStatus> found, int offset) {
    Table table = new Table("ID", "OUTCOME", "CHUNKS", "COLLECTION", "PATH", "WHY");
    for (DocumentStatus status : found) {
      table.row(
          status.documentId(),
          status.outcome(),
          status.chunkCount(),
          status.key().collection(),
          status.key().path(),
          why(status));
    }
    String more =
        found.size() < PAGE ? "" : "There may be more: add --offset " + (offset + PAGE) + ".\n";
    return table + more;
  }

  private static String why(DocumentStatus status) {
    return status.detail().isEmpty() ? String.join(" ", status.notes()) : status.detail();
  }

  /// `ingest FOLDER [COLLECTION]`
  public String ingest(String[] words) {
    return Commands.sentenceOf(
        () -> {
          if (words.length < 1 || words.length > 2) {
            return "Usage: ingest FOLDER [COLLECTION]\n";
          }
          String collection = words.length == 2 ? words[1] : "default";
          String folder = Path.of(words[0]).toAbsolutePath().normalize().toString();
          Source source = ingest().addSource(collection, "files", folder, false);
          return "Reading "
              + source.location()
              + " into collection "
              + source.collection()
              + " as source "
              + source.id()
              + "; 'hawser:status' shows how far it is.\n";
        });
  }

  /// `sources`
  public String sources() {
    return Commands.sentenceOf(
        () -> {
          Table table =
              new Table("ID", "STATE", "CONNECTOR", "WATCHED", "COLLECTION", "LOCATION", "DETAIL");
          for (Source source : ingest().sources()) {
            table.row(
                source.id(),
                source.state(),
                source.connector(),
                source.watched() ? "yes" : "no",
                source.collection(),
                source.location(),
                source.detail());
          }
          return table.isEmpty() ? "No sources.\n" : table.toString();
        });
  }

  /// `retry ID`
  public String retry(String documentId) {
    return Commands.sentenceOf(
        () -> {
          DocumentStatus status = ingest().retry(documentId);
          return status.key().path() + " is " + word(status.outcome()) + " again.\n";
        });
  }

  /// `delete ID`
  public String delete(String documentId) {
    return Commands.sentenceOf(
        () -> {
          Ingest ingest = ingest();
          Optional<DocumentStatus> status = ingest.status(documentId);
          if (status.isEmpty()) {
            return "There is no document " + documentId + ": 'hawser:documents' lists them.\n";
          }
          ingest.delete(documentId);
          return "Deleted " + status.get().key().path() + ".\n";
        });
  }

  private Ingest ingest() throws IOException {
    return Commands.running(services.ingest(), "Ingestion");
  }

  private static Outcome outcome(String name) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().equalsIgnoreCase(name)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException(
        "There is no outcome '"
            + name
            + "': use one of "
            + String.join(
                ", ", List.of(Outcome.values()).stream().map(DocumentCommands::word).toList())
            + ".");
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
