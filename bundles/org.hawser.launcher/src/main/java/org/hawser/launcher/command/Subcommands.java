package org.hawser.launcher.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The subcommands of `hawser`, in the order of its help. A command line gets those it may need:
/// reading the options of all of them takes longer than most commands, and is part of no start.
final class Subcommands {
  /// Help in any spelling, also with other one-letter options before it, and files of arguments.
  private static final Pattern HELP_OR_FILE = Pattern.compile("-[^-=]*h.*|--help.*|@.*");

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

  /// Adds the one that comes first, or none for the container's start. Adds all when help may be
  /// asked for, and when a name stands elsewhere: the parser then says that it is out of place.
  void addNeeded(CommandLine root, String[] args) {
    if (args.length > 0 && byName.containsKey(args[0])) {
      root.addSubcommand(byName.get(args[0]));
    } else if (Stream.of(args).anyMatch(this::concernsAll)) {
      addAll(root);
    }
  }

  private boolean concernsAll(String argument) {
    return HELP_OR_FILE.matcher(argument).matches()
        || byName.containsKey(argument.substring(argument.indexOf('=') + 1));
  }

  Map<String, Class<?>> byName() {
    return Collections.unmodifiableMap(byName);
  }
}
