package org.hawser.inference.api.model;

import org.osgi.annotation.versioning.ProviderType;

/// The right to use a loaded model. While leases are open a model is unloaded only when its engine,
/// the core or the memory under it goes; its sessions then fail with one sentence. Safe from any
/// thread.
@ProviderType
public interface ModelLease extends AutoCloseable {
  /// The model, loaded.
  LanguageModel model();

  /// How it is served; cheap.
  ServingReport report();

  /// Gives the right back. The model stays loaded for the configured idle time. Sessions opened
  /// through it should be closed before. Closing twice does nothing.
  @Override
  void close();
}
