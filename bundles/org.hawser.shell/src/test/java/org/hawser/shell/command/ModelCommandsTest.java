package org.hawser.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.felix.hc.api.Result;
import org.hawser.shell.GivenServices;
import org.hawser.shell.MemoryModels;
import org.hawser.shell.health.ModelsHealth;
import org.junit.jupiter.api.Test;

class ModelCommandsTest {
  private final GivenServices services = new GivenServices();
  private final ModelCommands commands = new ModelCommands(services);

  @Test
  void listsModelsWithWhatIsWrong() {
    services.models = new MemoryModels(true);

    assertThat(commands.models())
        .contains("good", "available", "llama", "1100000", "Q8_0", "2048")
        .contains("bad", "failed", "ends too early");
  }

  @Test
  void refusalsAreSentences() {
    assertThat(commands.models()).startsWith("The library of language models is not running");
    services.models = new MemoryModels(false);

    assertThat(commands.generate(new String[] {"--model", "good", "hello"}))
        .isEqualTo("The model good does not fit.");
    assertThat(commands.generate(new String[0])).isEqualTo("Say what to write about.");
    assertThat(commands.generate(new String[] {"--serve", "int3", "x"})).contains("int3");
    assertThat(commands.generate(new String[] {"--colour", "x", "y"})).contains("use --model");
    assertThat(commands.generate(new String[] {"--model"})).contains("needs a value");
  }

  @Test
  void aBrokenModelWarns() {
    assertThat(new ModelsHealth(services).execute().getStatus())
        .isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
    services.models = new MemoryModels(false);
    assertThat(new ModelsHealth(services).execute().getStatus()).isEqualTo(Result.Status.OK);
    services.models = new MemoryModels(true);

    Result result = new ModelsHealth(services).execute();
    assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
    assertThat(result.toString()).contains("bad.gguf: bad.gguf ends too early");
  }
}
