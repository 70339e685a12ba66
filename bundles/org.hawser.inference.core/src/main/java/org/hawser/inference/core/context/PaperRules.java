package org.hawser.inference.core.context;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyAdvice;

/// The rules by which papers choose parameters, for one model, length and memory.
///
/// @param model the model, L its window
/// @param length tokens of the sequence, N of the papers
/// @param memory tokens whose keys and values fit into memory
record PaperRules(ModelContext model, int length, int memory) {
  private static final int ENDLESS = Integer.MAX_VALUE;
  private static final int SINKS = 4;
  private static final int FIRST = 10;

  /// Fewer tokens than this are no context worth proposing.
  private static final int LEAST_WINDOW = 64;

  StrategyAdvice none() {
    return new StrategyAdvice(
        "none",
        model.contextLength(),
        length,
        length
            + " tokens fit into the model's window of "
            + window()
            + ": nothing is better there.");
  }

  /// Methods under which every token sees the whole text, for lengths beyond the window.
  List<StrategyAdvice> wholeText() {
    List<StrategyAdvice> advice = new ArrayList<>();
    advice.add(selfExtend());
    advice.add(dca());
    advice.add(reRope());
    if (model.declaredScaling().equals(ModelContext.NO_SCALING)) {
      int factor = (int) Math.ceil((double) length / model.trainedLength());
      if (factor <= 8) {
        advice.add(yarn(factor));
      }
      if (factor <= 2) {
        advice.add(dynamicNtk());
      }
    }
    return advice;
  }

  /// Methods of constant memory, under which tokens see the first and the last ones.
  List<StrategyAdvice> windows() {
    int cells = Math.min(window(), memory);
    return cells < LEAST_WINDOW ? List.of() : List.of(lmInfinite(cells), streaming(cells));
  }

  /// W + (N - W) / G below 2/3 L (Self-Extend, arXiv 2401.01325, and its authors' issue 35).
  private StrategyAdvice selfExtend() {
    int quarter = Math.max(1, window() / 4);
    double room = 2.0 / 3 * window() - quarter;
    int group = (int) Math.max(2, Math.ceil((length - quarter) / room));
    int near = Math.max(group, quarter / group * group);
    int used = near + (length - near + group - 1) / group;
    return new StrategyAdvice(
        "self-extend:groupSize=" + group + ",window=" + near,
        (int) ((double) (window() - near) * group + near),
        length,
        "Needs no training and keeps everything in reach: with G = "
            + group
            + " and W = "
            + near
            + ", W + (N - W) / G = "
            + used
            + " is below two thirds of the model's "
            + window()
            + " tokens. The order of tokens farther back than "
            + near
            + " is known only in groups of "
            + group
            + ".");
  }

  private StrategyAdvice dca() {
    int chunk = window() - window() / 4;
    int local = Math.max(1, window() / 8);
    return new StrategyAdvice(
        "dca:chunkSize=" + chunk + ",localWindow=" + local,
        ENDLESS,
        length,
        "Needs no training and keeps everything in reach, with the authors' chunk of 3/4 L and"
            + " local window of 1/8 L, published up to 25 times the window. Distances beyond a"
            + " chunk are blurred.");
  }

  private StrategyAdvice reRope() {
    return new StrategyAdvice(
        "rerope:window=" + Math.max(1, window() / 4) + "+log-n",
        ENDLESS,
        length,
        "Needs no training and no estimate of the length, with the author's window of 1/4 L and"
            + " log-n scaling. All tokens farther back count as equally far.");
  }

  private StrategyAdvice yarn(int factor) {
    String trained =
        factor <= 4
            ? "Without training it is good to about 4 times the window."
            : "Without training it is weak beyond 4 times the window; use it if the model was"
                + " trained for it.";
    return new StrategyAdvice(
        "yarn:factor=" + factor,
        (int) Math.min(ENDLESS, (long) factor * model.trainedLength()),
        length,
        "One table for all, so nearly as fast as none: s = N / L rounded up is "
            + factor
            + ". "
            + trained);
  }

  private StrategyAdvice dynamicNtk() {
    return new StrategyAdvice(
        "dynamic-ntk",
        ENDLESS,
        length,
        "One table for all, and the model as trained while the length fits; without training good"
            + " to twice the window.");
  }

  private StrategyAdvice lmInfinite(int cells) {
    int local = cells - FIRST;
    return new StrategyAdvice(
        "lm-infinite:local=" + local + ",global=" + FIRST,
        ENDLESS,
        cells,
        "Constant memory of " + cells + " tokens, fluent at any length." + forgotten(local));
  }

  /// Sinks, recent tokens and the one being read fit into L (StreamingLLM, arXiv 2309.17453).
  private StrategyAdvice streaming(int cells) {
    int recent = cells - SINKS - 1;
    return new StrategyAdvice(
        "streaming:sinks=" + SINKS + ",recent=" + recent,
        ENDLESS,
        cells,
        "Constant memory: "
            + SINKS
            + " sinks, "
            + recent
            + " recent tokens and the one being read"
            + " are within the model's "
            + window()
            + ", at any length."
            + forgotten(recent));
  }

  private String forgotten(int kept) {
    long percent = Math.max(1, Math.round(100.0 * kept / length));
    return " What lies between is not seen: a fact anywhere in "
        + length
        + " tokens is found about "
        + percent
        + " % of the time.";
  }

  private int window() {
    return model.contextLength();
  }
}
