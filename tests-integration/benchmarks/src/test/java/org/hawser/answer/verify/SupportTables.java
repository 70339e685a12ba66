package org.hawser.answer.verify;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.hawser.answer.verify.SupportEvaluation.Counts;

/// What was found, as Markdown.
///
/// @param weights those fitted
record SupportTables(SupportEvaluation evaluation, double[] weights) {
  @Override
  public String toString() {
    return "Fitted: "
        + DoubleStream.of(weights).mapToObj(SupportTables::two).collect(Collectors.joining(", "))
        + "; borders "
        + two(evaluation.supportedBorder(weights))
        + " and "
        + two(evaluation.unsupportedBorder(weights))
        + "\n\n| claims held back | | supported | weak | unsupported |\n|---|---|---|---|---|\n"
        + evaluation.kinds().map(this::row).collect(Collectors.joining())
        + "\n| | precision | recall |\n|---|---|---|\n"
        + List.of("XQuAD", "SciFact").stream().map(this::quality).collect(Collectors.joining());
  }

  private String row(Claim.Kind kind) {
    Counts counts = evaluation.counts(kind::equals);
    return String.format(
        Locale.ROOT,
        "| %s: %s (%s) | %d | %s | %s | %s |%n",
        kind.data(),
        kind.label(),
        kind.supported() ? "supported" : "not supported",
        counts.all(),
        share(counts.supported(), counts.all()),
        share(counts.weak(), counts.all()),
        share(counts.unsupported(), counts.all()));
  }

  /// Of the kinds that were fitted on.
  private String quality(String data) {
    Counts right = evaluation.counts(k -> k.data().equals(data) && k.fitted() && k.supported());
    Counts wrong = evaluation.counts(k -> k.data().equals(data) && k.fitted() && !k.supported());
    return String.format(
        Locale.ROOT,
        "| %s, *supported* | %s | %s |%n| %s, *unsupported* | %s | %s |%n",
        data,
        share(right.supported(), right.supported() + wrong.supported()),
        share(right.supported(), right.all()),
        data,
        share(wrong.unsupported(), wrong.unsupported() + right.unsupported()),
        share(wrong.unsupported(), wrong.all()));
  }

  private static String share(long part, long all) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / Math.max(1, all));
  }

  private static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
