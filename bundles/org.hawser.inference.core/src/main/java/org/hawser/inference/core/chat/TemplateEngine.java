package org.hawser.inference.core.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.tree.Node;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Jinjava, set up to behave as Hugging Face sets up Jinja, and shut in.
final class TemplateEngine {
  private static final int MOST_STEPS = 200_000;
  private static final int MOST_OUTPUT = 1 << 20;
  private static final int LONGEST_STRING = 16 << 20;
  private static final int MOST_ITEMS = 10_000;
  private static final String STEPS = "hawser_steps";

  private final Jinjava jinjava;

  TemplateEngine() {
    jinjava = withLibraryLoader(() -> new Jinjava(config()));
    jinjava.setResourceLocator(
        (name, encoding, interpreter) -> {
          throw new ChatTemplateException("A chat template cannot include files.");
        });
    define("raise_exception", "raise", String.class);
    define("strftime_now", "now", String.class);
  }

  /// Jinjava finds its own classes through the thread's class loader.
  private static <T> T withLibraryLoader(Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Jinjava.class.getClassLoader());
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void define(String name, String method, Class<?>... parameters) {
    jinjava
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition("", name, TemplateFunctions.class, method, parameters));
  }

  private static JinjavaConfig config() {
    return JinjavaConfig.newBuilder()
        .withCharset(StandardCharsets.UTF_8)
        .withLocale(Locale.ROOT)
        .withTrimBlocks(true)
        .withLstripBlocks(true)
        .withNestedInterpretationEnabled(false)
        .withElResolver(new TemplateObjects())
        .withProcessors(
            JinjavaProcessors.newBuilder().withNodePreProcessor(TemplateEngine::step).build())
        .withMaxStringLength(LONGEST_STRING)
        .withMaxOutputSize(LONGEST_STRING)
        .withRangeLimit(MOST_ITEMS)
        .withMaxListSize(MOST_ITEMS)
        .withMaxMapSize(MOST_ITEMS)
        .withMaxRenderDepth(20)
        .withEnableRecursiveMacroCalls(false)
        .withDisabled(
            Map.of(
                Library.TAG, Set.of("include", "import", "from", "extends"),
                Library.FILTER, Set.of("fromyaml", "toyaml")))
        .withLegacyOverrides(
            LegacyOverrides.newBuilder()
                .withEvaluateMapKeys(true)
                .withUsePyishObjectMapper(true)
                .withUseTrimmingForNotesAndExpressions(true)
                .withParseWhitespaceControlStrictly(true)
                .withKeepNullableLoopValues(true)
                .withAllowAdjacentTextNodes(true)
                .build())
        .build();
  }

  /// @param characters length of what people wrote, which the output may repeat
  String render(String source, Map<String, Object> variables, long characters) {
    Map<String, Object> bindings = new HashMap<>(variables);
    bindings.put(STEPS, new Steps());
    bindings.put("strftime_now", true);
    RenderResult result = withLibraryLoader(() -> jinjava.renderForResult(source, bindings));
    for (TemplateError error : result.getErrors()) {
      if (error.getSeverity() == ErrorType.FATAL) {
        throw fault(error);
      }
    }
    String text = result.getOutput();
    if (text.length() > MOST_OUTPUT + 2 * characters) {
      throw new ChatTemplateException(
          "The model's chat template writes far more than the conversation: use another model.");
    }
    return text;
  }

  private static ChatTemplateException fault(TemplateError error) {
    for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ChatTemplateException own) {
        return own;
      }
    }
    String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return new ChatTemplateException(
        "The model's chat template has a fault in line "
            + error.getLineno()
            + " ("
            + message
            + "): use another model or correct its template.",
        error.getException());
  }

  private static void step(Node node, JinjavaInterpreter interpreter) {
    if (!(interpreter.getContext().get(STEPS) instanceof Steps steps)
        || ++steps.taken > MOST_STEPS) {
      throw new ChatTemplateException(
          "The model's chat template does not come to an end: use another model.");
    }
  }

  /// Steps of one rendering, which stays on one thread.
  private static final class Steps {
    private int taken;
  }
}
