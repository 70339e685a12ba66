package org.hawser.launcher.home;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.hawser.launcher.UserError;

/// A project for a context strategy of one's own, copied out of an installation. Words between
/// double underscores in file names and files are filled in.
public final class StrategyTemplate {
  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final String PACKAGE = "[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+";

  private final Installation installation;

  public StrategyTemplate(Installation installation) {
    this.installation = installation;
  }

  /// Writes the project.
  ///
  /// @param parent folder to make the project's folder in
  /// @param name name of the strategy
  /// @param packageName package of its classes, and name of the folder
  /// @return the project's folder
  public Path write(Path parent, String name, String packageName) {
    require(name, NAME, "The name of a strategy is of lower-case letters, digits and hyphens");
    require(
        packageName, PACKAGE, "A package is of at least two lower-case words with dots between");
    if (!SourceVersion.isName(packageName)) {
      throw new UserError(
          "'" + packageName + "' holds a Java keyword: name another package with --package.");
    }
    Path template = folder("strategy");
    Path project = parent.resolve(packageName);
    if (Files.exists(project)) {
      throw new UserError(project + " is there already: choose another name or remove it.");
    }
    Map<String, String> words = words(name, packageName);
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(file, project.resolve(filled(template.relativize(file).toString(), words)), words);
      }
      return project;
    } catch (IOException e) {
      throw new UserError("The project cannot be written to " + project + ": " + e.getMessage(), e);
    }
  }

  private static void require(String value, String pattern, String rule) {
    if (!value.matches(pattern) || value.length() > 100) {
      throw new UserError(rule + ", not '" + value + "'.");
    }
  }

  private Path folder(String name) {
    Path folder = installation.root().resolve("archetype").resolve(name);
    if (Files.notExists(folder)) {
      throw new UserError(folder + " is missing: unpack the distribution again, or rebuild.");
    }
    return folder;
  }

  private Map<String, String> words(String name, String packageName) {
    Properties versions = new Properties();
    Path file = folder("versions.properties");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      versions.load(reader);
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": unpack the distribution again.", e);
    }
    Map<String, String> words = new HashMap<>();
    versions.stringPropertyNames().forEach(key -> words.put(key, versions.getProperty(key)));
    words.put("name", name);
    words.put("package", packageName);
    words.put("path", packageName.replace('.', '/'));
    words.put("class", className(name));
    words.put("home", installation.root().toString());
    return words;
  }

  private static String className(String name) {
    return Arrays.stream(name.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static void write(Path from, Path to, Map<String, String> words) throws IOException {
    Files.createDirectories(to.getParent());
    Files.writeString(to, filled(Files.readString(from), words));
    if (to.getFileName().toString().equals("mvnw")) {
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String filled(String text, Map<String, String> words) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace("__" + word.getKey() + "__", word.getValue());
    }
    return filled;
  }
}
