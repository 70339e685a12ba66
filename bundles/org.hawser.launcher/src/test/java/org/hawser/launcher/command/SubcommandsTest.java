package org.hawser.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/// A command line that knows only what it may need answers like one that knows every command.
class SubcommandsTest {
  @Test
  void namesAreThoseOfTheCommands() {
    new Subcommands()
        .byName()
        .forEach(
            (name, type) -> assertThat(type.getAnnotation(Command.class).name()).isEqualTo(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "-hV",
        "-Vh",
        "--help=true",
        "--version",
        "frob",
        "aks what",
        "--port x",
        "--port ask",
        "--data models",
        "--data=models",
        "--port 0 help",
        "ask",
        "ask --help",
        "ask --wrong",
        "index frob",
        "index --help",
        "models ask"
      })
  void itAnswersLikeTheWhole(String line) {
    String[] args = line.split(" ");
    String whole = output(() -> HawserCommand.complete().execute(args));
    assertThat(output(() -> HawserCommand.run(args))).isEqualTo(whole);
  }

  @Test
  void helpListsEveryCommand() {
    String help = output(() -> HawserCommand.run(new String[] {"--help"}));
    assertThat(help).contains(new Subcommands().byName().keySet());
  }

  /// What a command line prints, and its exit code.
  private static String output(IntSupplier run) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      int exit = run.getAsInt();
      return bytes.toString(StandardCharsets.UTF_8) + exit;
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
