package org.hawser.launcher.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The subcommands of `hawser`, in the order of its help. A command line gets those it may need:
/// reading the options of all of them takes longer than most commands, and is part of no start.
final class Subcommands {
  private static final Set<String> HELP = Set.of("-h", "--help");

  private final Map<String, Class<?>> byName = new LinkedHashMap<>();

  Subcommands() {
    byName.put("ask", AskCommand.class);
    byName.put("ingest", IngestCommand.class);
    byName.put("documents", DocumentsCommand.class);
    byName.put("sources", SourcesCommand.class);
    byName.put("status", StatusCommand.class);
    byName.put("index", IndexCommand.class);
    byName.put("models", ModelsCommand.class);
    byName.put("generate", GenerateCommand.class);
    byName.put("lab", LabCommand.class);
    byName.put("token", TokenCommand.class);
    byName.put("new", NewCommand.class);
    byName.put("eval", EvalCommand.class);
    byName.put("bench", BenchCommand.class);
  }

  void addAll(CommandLine root) {
    byName.values().forEach(root::addSubcommand);
  }

  /// Adds the one that comes first, all when help is asked for, or none for the container's start.
  void addNeeded(CommandLine root, String[] args) {
    if (args.length > 0 && byName.containsKey(args[0])) {
      root.addSubcommand(byName.get(args[0]));
    } else if (Stream.of(args).anyMatch(HELP::contains)) {
      addAll(root);
    }
  }
}
