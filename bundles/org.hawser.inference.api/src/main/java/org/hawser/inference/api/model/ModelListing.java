package org.hawser.inference.api.model;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One model of the models folder, loaded or not.
///
/// @param modelId name of the model, unique in the folder: the file's without `.gguf` and shard
///     number, or the directory's
/// @param file its first file, or its directory, relative to the folder
/// @param fileBytes size of all its files
/// @param state what can be done with it
/// @param detail one sentence when the state is [State#FAILED], otherwise empty
/// @param description what its header says, `servingForm` being the one of [ServingForm#AUTO];
///     empty when the header cannot be read
/// @param memory memory it takes; empty when the header cannot be read
/// @param loaded forms it is loaded in now
/// @param sessions sequences open on it now
/// @param prefixes how much of its prompts was found computed
public record ModelListing(
    String modelId,
    String file,
    long fileBytes,
    State state,
    String detail,
    Optional<ModelDescription> description,
    Optional<MemoryNeed> memory,
    Set<ServingForm> loaded,
    int sessions,
    PrefixUse prefixes) {
  /// What can be done with a model.
  public enum State {
    /// It can be used and is loaded when first needed.
    AVAILABLE,
    /// It is being loaded.
    LOADING,
    /// It is in memory in at least one form.
    LOADED,
    /// It cannot be used, or the last try to load it failed; `detail` says why.
    FAILED
  }

  public ModelListing {
    Objects.requireNonNull(modelId);
    Objects.requireNonNull(file);
    Objects.requireNonNull(state);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(prefixes);
    Objects.requireNonNull(description);
    Objects.requireNonNull(memory);
    loaded = Set.copyOf(loaded);
  }
}
