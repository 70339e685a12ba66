import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.model.functions.Generator;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.SafeTensorSupport;
import com.github.tjake.jlama.safetensors.prompt.PromptContext;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/// Speed of Jlama on a Hugging Face folder, as `hawser bench compare --peer` reads it. README.md
/// beside this file says how it is run.
///
/// Arguments: the folder, and `Q4` or `BF16`. Several rounds in one JVM, so that the last is
/// warm.
public class JlamaSpeed {
  private static final int ROUNDS = 3;

  private JlamaSpeed() {}

  public static void main(String[] arguments) throws Exception {
    int prompt = Integer.parseInt(System.getenv("PROMPT_TOKENS"));
    int generate = Integer.parseInt(System.getenv("GENERATED_TOKENS"));
    boolean four = arguments[1].equals("Q4");
    Path folder = Path.of(arguments[0]);
    File model = (four ? quantised(folder) : folder).toFile();
    try (AbstractModel jlama =
        ModelSupport.loadModel(model, four ? DType.F32 : DType.BF16, four ? DType.I8 : DType.BF16)) {
      for (int round = 0; round < ROUNDS; round++) {
        PromptContext text = PromptContext.of(text(jlama, prompt, round));
        Generator.Response answer =
            jlama.generate(UUID.randomUUID(), text, 0, prompt + generate, (word, seconds) -> {});
        System.out.printf(
            "prompt: %.2f tokens/s (%d) generation: %.2f tokens/s (%d)%n",
            answer.promptTokens * 1000.0 / answer.promptTimeMs,
            answer.promptTokens,
            answer.generatedTokens * 1000.0 / answer.generateTimeMs,
            answer.generatedTokens);
      }
    }
    // Threads of Jlama would keep the program going.
    System.exit(0);
  }

  private static Path quantised(Path folder) throws Exception {
    Path target = folder.resolveSibling(folder.getFileName() + "-JQ4");
    if (Files.notExists(target.resolve("model.safetensors"))) {
      SafeTensorSupport.quantizeModel(folder, DType.Q4, null, null, Optional.of(target));
    }
    return target;
  }

  /// Digits, of which about as many are tokens as are wanted.
  private static String text(AbstractModel jlama, int tokens, long seed) {
    StringBuilder text = new StringBuilder();
    SplittableRandom random = new SplittableRandom(seed);
    while (jlama.getTokenizer().encode(text.toString()).length < tokens - 1) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }
}
