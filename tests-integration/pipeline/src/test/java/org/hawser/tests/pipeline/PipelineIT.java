package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/// Documents in, cited answers out, in the container as shipped.
class PipelineIT {
  @TempDir static Path work;
  private static ExamContainer container;
  private static Api api;

  @BeforeAll
  static void boot() throws Exception {
    Documents.write(work.resolve("docs"));
    container = ExamContainer.boot(work.resolve("data"));
    api = container.api();
    api.addFolder("company", work.resolve("docs"), true);
    api.awaitSettled();
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  @Test
  void everyBundleIsActive() {
    assertThat(container.context().getBundles())
        .filteredOn(b -> b.getHeaders().get("Fragment-Host") == null)
        .allMatch(b -> b.getState() == Bundle.ACTIVE);
  }

  @Test
  void answersWithExactCitationFromThePdfPage() throws Exception {
    JsonNode answer = api.ask("What is the notice period to terminate the lease?");

    assertThat(answer.path("found").asBoolean()).as(answer.toPrettyString()).isTrue();
    assertThat(answer.path("sentences").path(0).path("text").asText()).contains("ninety days");
    JsonNode citation = answer.path("citations").path(0);
    assertThat(citation.path("path").asText()).isEqualTo("lease.pdf");
    assertThat(citation.path("locator").path("page").asInt()).isEqualTo(2);
    assertQuoteStandsInTheText(citation);
  }

  @Test
  void citesTheHeadingPath() throws Exception {
    JsonNode answer = api.ask("How many days of paid vacation does an employee have?");

    assertThat(answer.path("sentences").path(0).path("text").asText()).contains("thirty days");
    JsonNode citation = answer.path("citations").path(0);
    assertThat(citation.path("locator").path("headingPath").toString())
        .contains("Employee handbook", "Vacation");
    assertQuoteStandsInTheText(citation);
  }

  @Test
  void readsTableRows() throws Exception {
    JsonNode answer = api.ask("What is the price of the anchor chain?");

    assertThat(answer.path("sentences").toString()).contains("412 euro");
    assertThat(answer.path("citations").path(0).path("path").asText()).isEqualTo("prices.csv");
  }

  @Test
  void saysWhenNothingFits() throws Exception {
    JsonNode answer = api.ask("Which enzyme breaks down lactose in the small intestine?");

    assertThat(answer.path("found").asBoolean()).as(answer.toPrettyString()).isFalse();
    assertThat(answer.path("citations")).isEmpty();
  }

  @Test
  void simdSearchAndNativeKernelsAreActive() throws Exception {
    JsonNode status = api.get("status");

    assertThat(status.path("index").path("vectorisation").asText()).containsIgnoringCase("panama");
    assertThat(status.path("kernels").findValuesAsText("name")).contains("onednn", "java");
  }

  @Test
  void followsChangesAndDeletions() throws Exception {
    Path file = work.resolve("docs/badge.txt");
    Files.writeString(file, "A lost badge is reported to the gate house within one hour.");
    api.await(() -> api.quietly(documents()), d -> has(d, "badge.txt"));
    api.awaitSettled();
    assertThat(api.ask("Where is a lost badge reported?").path("sentences").toString())
        .contains("gate house");

    Files.delete(file);
    api.await(() -> api.quietly(documents()), d -> isGone(d, "badge.txt"));
    api.await(
        () -> api.quietly("search?q=badge&limit=5"),
        found -> found.has("hits") && !found.toString().contains("badge.txt"));
  }

  private static String documents() {
    return "documents?collection=company&limit=500";
  }

  private static boolean has(JsonNode documents, String path) {
    return documents.path("documents").findValuesAsText("path").contains(path);
  }

  private static boolean isGone(JsonNode documents, String path) {
    return documents.has("documents") && !has(documents, path);
  }

  @Test
  void namesWhatItCannotRead() throws Exception {
    String id =
        api.upload("odd", "broken.pdf", "%PDF-1.7 nothing".getBytes(StandardCharsets.UTF_8))
            .path("documentId")
            .asText();
    api.awaitSettled();

    JsonNode status = api.get("documents/" + id).path("status");
    assertThat(status.path("outcome").asText()).isEqualTo("QUARANTINED");
    assertThat(status.path("detail").asText()).isNotBlank();
  }

  @Test
  void refusesStateChangesWithoutToken() throws Exception {
    Api stranger = new Api("http://127.0.0.1:" + port(container.context()), "wrong");

    JsonNode problem = stranger.upload("company", "x.txt", new byte[] {65});
    assertThat(problem.path("status").asInt()).isEqualTo(401);
  }

  private static String port(BundleContext context) {
    return context.getProperty("org.osgi.service.http.port");
  }

  private static void assertQuoteStandsInTheText(JsonNode citation) throws Exception {
    String text = api.text("documents/" + citation.path("documentId").asText() + "/text");
    JsonNode locator = citation.path("locator");
    assertThat(text.substring(locator.path("start").asInt(), locator.path("end").asInt()))
        .isEqualTo(citation.path("quote").asText());
  }
}
