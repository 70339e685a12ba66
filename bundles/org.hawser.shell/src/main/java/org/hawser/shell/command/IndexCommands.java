package org.hawser.shell.command;

import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.IndexCheck;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `hawser:index-check` and `hawser:index-repair`.
@Component(
    service = IndexCommands.class,
    property = {
      "osgi.command.scope=hawser",
      "osgi.command.function=index-check",
      "osgi.command.function=index-repair"
    })
public final class IndexCommands {
  private final Services services;

  @Activate
  public IndexCommands(@Reference Services services) {
    this.services = services;
  }

  /// Called by Gogo for both commands: a method's name cannot have a dash, and to a method of this
  /// name Gogo passes the command's name as the first word.
  public String _main(String[] words) {
    return Commands.sentenceOf(
        () -> {
          ChunkIndex index = Commands.running(services.index(), "The index");
          boolean repair = words[0].equals("index-repair");
          return report(repair ? index.repair() : index.check());
        });
  }

  private static String report(IndexCheck check) {
    StringBuilder text = new StringBuilder();
    check.findings().forEach(finding -> text.append(Table.line(finding)).append('\n'));
    for (String id : check.lostDocuments()) {
      text.append("Lost, ingest it again: ").append(id).append('\n');
    }
    String verdict =
        check.clean() ? "The index is clean." : "The index is damaged: run 'hawser:index-repair'.";
    return text.append(verdict).append('\n').toString();
  }
}
