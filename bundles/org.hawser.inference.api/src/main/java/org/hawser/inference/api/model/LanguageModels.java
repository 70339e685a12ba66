package org.hawser.inference.api.model;

import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.api.context.ModelContext;
import org.osgi.annotation.versioning.ProviderType;

/// The language models of the models folder. A file dropped into the folder appears in the
/// list; a model is loaded when it is first acquired and unloaded when nobody has used it for a
/// while. Safe from any thread.
///
/// Models are leased through this one service rather than registered one by one: a model in the
/// folder costs nothing until somebody asks for it, in the form he asks for, and a lease tells
/// the core when it is idle, which a service registration cannot.
@ProviderType
public interface LanguageModels {
  /// The folder, absolute.
  Path folder();

  /// All models of the folder as of the last look, by id. Files still being copied are absent.
  List<ModelListing> list();

  /// What context strategies are told of a model of the folder, read from its header.
  ///
  /// @throws ModelUnavailableException one sentence when there is no such model or its header
  ///     cannot be read
  ModelContext context(String modelId);

  /// Looks at the folder now instead of at the next tick. Files that change are still waited
  /// for.
  void refresh();

  /// Leases a model, loading it first if need be. One model is loaded at a time; callers that
  /// want the same one share the load. Blocks the calling thread meanwhile.
  ///
  /// @param modelId id of the listing; empty for the only model of the folder
  /// @param form form to serve it in; [ServingForm#AUTO] for the configured one
  /// @throws ModelUnavailableException one sentence when it cannot be used
  /// @throws InterruptedException when interrupted; the load goes on
  ModelLease acquire(String modelId, ServingForm form) throws InterruptedException;

  /// Leases a model outside the folder, as [#acquire] does. It is never listed. For callers on
  /// this machine only: a path that came from another one must not get here.
  ///
  /// @param file a `.gguf` file or a directory with `config.json`, weights and tokenizer
  ModelLease open(Path file, ServingForm form) throws InterruptedException;
}
