package org.hawser.inference.core.library;

import java.util.Map;
import java.util.TreeMap;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.model.ServingReport;

/// A loaded model with those who use it. Guarded by the shelf.
final class LoadedCopy {
  private final LoadRequest request;
  private Kernels engine;
  private final LoadedModel model;
  private int leases;
  private boolean retired;
  private long lastUsed = System.nanoTime();

  LoadedCopy(LoadRequest request, Kernels engine, LoadedModel model) {
    this.request = request;
    this.engine = engine;
    this.model = model;
  }

  LoadRequest request() {
    return request;
  }

  Kernels engine() {
    return engine;
  }

  LoadedModel model() {
    return model;
  }

  /// Goes on with another engine.
  void bind(Kernels other) {
    if (engine != other) {
      model.bind(other);
      engine = other;
    }
  }

  ServingReport report() {
    KernelsReport report = engine.report();
    Map<String, String> kernels = new TreeMap<>(model.kernels(report));
    kernels.put("engine", report.name() + " " + report.isa());
    return new ServingReport(model.weightBytes(), kernels);
  }

  /// Whether nobody may lease it any more.
  boolean retired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  void lease() {
    leases++;
  }

  void giveBack() {
    leases--;
    touch();
  }

  void touch() {
    lastUsed = System.nanoTime();
  }

  boolean inUse() {
    return leases > 0 || model.inUse();
  }

  long lastUsed() {
    return lastUsed;
  }
}
