package org.hawser.inference.core.math;

/// Whether the Vector API may be touched. Nothing here names one of its classes, so this class and
/// the callers that ask it first load in a JVM without the module.
public final class VectorModule {
  private VectorModule() {}

  public static boolean present() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
