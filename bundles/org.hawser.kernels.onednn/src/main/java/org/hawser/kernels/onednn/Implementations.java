package org.hawser.kernels.onednn;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers which implementation oneDNN chose for every kind of kernel, and tells of slow ones.
final class Implementations {
  private static final Logger LOG = LoggerFactory.getLogger(Implementations.class);

  private final Map<String, Set<String>> byDescription = new ConcurrentHashMap<>();
  private final Map<String, String> warnings = new ConcurrentHashMap<>();

  void add(String description, String implementation) {
    byDescription
        .computeIfAbsent(description, _ -> new ConcurrentSkipListSet<>())
        .add(implementation);
  }

  void add(KernelKey key, String implementation) {
    add(key.description(), implementation);
    if (isReference(implementation)) {
      warnings.computeIfAbsent(key.description(), _ -> warn(key, implementation));
    }
  }

  private static String warn(KernelKey key, String implementation) {
    String sentence =
        "oneDNN multiplies "
            + key.description()
            + " ("
            + key.example()
            + ") with its slow reference code "
            + implementation
            + " on this processor: choose another type for this product";
    LOG.warn("{}", sentence);
    return sentence;
  }

  /// Tells of something that makes products slower.
  void warn(String sentence) {
    LOG.warn("{}", sentence);
    warnings.put(sentence, sentence);
  }

  /// Whether the name is that of unoptimised code, such as `ref:any`, `ref_int8:any`, `gemm:ref`.
  static boolean isReference(String implementation) {
    for (String part : implementation.split("[:_]", -1)) {
      if (part.equals("ref")) {
        return true;
      }
    }
    return false;
  }

  Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    byDescription.forEach((kernel, found) -> names.put(kernel, String.join(", ", found)));
    return names;
  }

  List<String> warnings() {
    return List.copyOf(new TreeSet<>(warnings.values()));
  }
}
