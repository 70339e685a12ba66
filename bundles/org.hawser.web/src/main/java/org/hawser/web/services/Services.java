package org.hawser.web.services;

import java.util.List;
import java.util.Optional;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.conversation.Conversations;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.osgi.service.cm.ConfigurationAdmin;

/** The product's services as they are at this moment; each may come and go at any time. */
public interface Services {
  Optional<Ingest> ingest();

  Optional<ChunkIndex> index();

  Optional<Retriever> retriever();

  Optional<Embedder> embedder();

  Optional<LanguageModels> models();

  Optional<ContextStrategies> strategies();

  Optional<ContextAdvisor> advisor();

  Optional<Assistant> assistant();

  Optional<Conversations> conversations();

  /** By name. */
  List<PromptStrategy> promptStrategies();

  /** The container's settings. */
  Optional<ConfigurationAdmin> configurations();

  /** Highest ranking first. */
  List<Kernels> kernels();

  default Ingest requireIngest() {
    return ingest().orElseThrow(() -> absent("Taking in documents", "org.hawser.ingest"));
  }

  default ChunkIndex requireIndex() {
    return index().orElseThrow(() -> absent("The index", "org.hawser.index.lucene"));
  }

  default Retriever requireRetriever() {
    return retriever().orElseThrow(() -> absent("Searching", "org.hawser.index.lucene"));
  }

  default Assistant requireAssistant() {
    return assistant().orElseThrow(() -> absent("Answering", "org.hawser.answer"));
  }

  default Conversations requireConversations() {
    return conversations()
        .orElseThrow(() -> absent("Keeping conversations", "org.hawser.conversation"));
  }

  default LanguageModels requireModels() {
    return models()
        .orElseThrow(() -> absent("Generating with language models", "org.hawser.inference.core"));
  }

  default ContextStrategies requireStrategies() {
    return strategies()
        .orElseThrow(() -> absent("Choosing context strategies", "org.hawser.inference.core"));
  }

  default ContextAdvisor requireAdvisor() {
    return advisor()
        .orElseThrow(() -> absent("Advice on context strategies", "org.hawser.inference.core"));
  }

  default ConfigurationAdmin requireConfigurations() {
    return configurations()
        .orElseThrow(() -> absent("Changing settings", "org.apache.felix.configadmin"));
  }

  private static ProblemException absent(String what, String bundle) {
    return new ProblemException(
            ProblemType.SERVICE_ABSENT,
            what
                + " is not available right now: the product is still starting, or the bundle "
                + bundle
                + " is stopped; try again in a moment, then look at the log.")
        .withHeader("Retry-After", "2");
  }
}
