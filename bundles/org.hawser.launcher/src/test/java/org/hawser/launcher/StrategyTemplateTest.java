package org.hawser.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hawser.launcher.home.Installation;
import org.hawser.launcher.home.StrategyTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyTemplateTest {
  @TempDir Path work;
  private StrategyTemplate template;

  @BeforeEach
  void install() throws Exception {
    Path archetype = work.resolve("home/archetype");
    Path source = archetype.resolve("strategy/src/__path__/__class__Strategy.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "package __package__; // __name__ of __home__, __bndVersion__");
    Files.writeString(archetype.resolve("strategy/mvnw"), "#!/bin/sh");
    Files.writeString(archetype.resolve("versions.properties"), "bndVersion=7");
    template = new StrategyTemplate(new Installation(work.resolve("home")));
  }

  @Test
  void namesAreFilledIn() throws Exception {
    Path project = template.write(work, "my-method", "org.example.mine");
    assertThat(project.resolve("src/org/example/mine/MyMethodStrategy.java"))
        .hasContent("package org.example.mine; // my-method of " + work.resolve("home") + ", 7");
    assertThat(project.resolve("mvnw")).isExecutable();
  }

  @Test
  void whatCannotBeMadeIsOneSentence() {
    assertThatThrownBy(() -> template.write(work, "My Method", "org.example.mine"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("digits and hyphens, not 'My Method'.");
    assertThatThrownBy(() -> template.write(work, "new", "org.example.new"))
        .hasMessageContaining("Java keyword");
    assertThatThrownBy(() -> template.write(work, "mine", "mine"))
        .hasMessageContaining("at least two");
    template.write(work, "mine", "org.example.mine");
    assertThatThrownBy(() -> template.write(work, "mine", "org.example.mine"))
        .hasMessageContaining("is there already");
  }
}
