package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** The language models there are. */
final class ModelsApi {
  private final Services services;

  /** Memory a model takes; forms by their words. */
  record MemoryView(Map<String, Long> weightBytes, long cacheBytesPerThousandTokens) {
    static MemoryView of(MemoryNeed need) {
      Map<String, Long> byWord = new TreeMap<>();
      need.weightBytes().forEach((form, bytes) -> byWord.put(form.word(), bytes));
      return new MemoryView(byWord, need.cacheBytesPerThousandTokens());
    }
  }

  /** How much of the prompts was found computed. */
  record PrefixesView(long promptTokens, long cachedTokens, double hitRate, long keptTokens) {
    static PrefixesView of(PrefixUse use) {
      return new PrefixesView(
          use.promptTokens(), use.cachedTokens(), use.hitRate(), use.keptTokens());
    }
  }

  /** One model; description and memory are null when its header cannot be read. */
  record ModelView(
      String modelId,
      String file,
      long fileBytes,
      ModelListing.State state,
      String detail,
      ModelDescription description,
      MemoryView memory,
      List<String> loaded,
      int sessions,
      PrefixesView prefixes) {
    static ModelView of(ModelListing listing) {
      return new ModelView(
          listing.modelId(),
          listing.file(),
          listing.fileBytes(),
          listing.state(),
          listing.detail(),
          listing.description().orElse(null),
          listing.memory().map(MemoryView::of).orElse(null),
          listing.loaded().stream().map(ServingForm::word).sorted().toList(),
          listing.sessions(),
          PrefixesView.of(listing.prefixes()));
    }
  }

  /** The whole answer. */
  record Models(String folder, List<ModelView> models) {}

  ModelsApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/models", Access.READ, Set.of(), this::list));
  }

  private void list(Exchange exchange) throws IOException {
    LanguageModels models = services.requireModels();
    exchange.json(
        200,
        new Models(models.folder().toString(), models.list().stream().map(ModelView::of).toList()));
  }
}
