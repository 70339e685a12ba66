package org.hawser.launcher.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hawser.launcher.AnsweringServer;
import org.hawser.launcher.client.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EvaluationTest {
  private static final String DOCUMENTS =
      "{\"documents\":[{\"documentId\":\"d1\",\"key\":{\"path\":\"rules/wharf.txt\"}}],\"more\":false}";
  private static final String TEXT = "{\"text\":\"Mooring costs 420 euros. Fuel is sold at six.\"}";
  private static final String HITS =
      "{\"hits\":["
          + hit("d1", "rules/wharf.txt", 25, 45)
          + ","
          + hit("d1", "rules/wharf.txt", 0, 20)
          + "]}";
  private static final String REPLY =
      "{\"found\":true,\"sentences\":[{\"text\":\"Mooring costs 420 euros.\",\"citations\":[1]}],"
          + "\"citations\":["
          + citation(1, "d1", 0, 24)
          + ","
          + citation(2, "d1", 25, 45)
          + "],\"written\":{\"text\":\"420 euros [1].\",\"leads\":true,\"sentences\":[{\"start\":0,"
          + "\"end\":14,\"citations\":[1]}],\"sources\":["
          + citation(1, "d1", 0, 45)
          + "]},\"making\":{\"calls\":[{\"generatedTokens\":7}]}}";

  @TempDir Path folder;
  private boolean given;
  private List<String> bodies = List.of();

  @Test
  void reportsRetrievalAnswersAndCitations() throws Exception {
    JsonNode report =
        evaluate(
            "{\"question\":\"How much?\",\"answers\":[\"420 euros\"],\"document\":\"wharf.txt\","
                + "\"quotes\":[\"420 euros\"]}");

    assertThat(report.path("withoutKnownPlace").asInt()).isZero();
    assertThat(report.path("retrieval").path("recall@1").asDouble()).isZero();
    assertThat(report.path("retrieval").path("recall@2").asDouble())
        .as("six of nine characters")
        .isCloseTo(6 / 9.0, within(1e-4));
    JsonNode extract = report.path("extract");
    assertThat(extract.path("firstSentenceHoldsAnswer").asDouble()).isEqualTo(1);
    assertThat(extract.path("exactMatch").asDouble()).isZero();
    assertThat(extract.path("f1").asDouble()).isCloseTo(2 * 0.5 / 1.5, within(1e-4));
    assertThat(extract.path("citationPrecision").asDouble()).isEqualTo(0.5);
    assertThat(extract.path("citationRecall").asDouble()).isEqualTo(1);
    JsonNode written = report.path("written");
    assertThat(written.path("exactMatch").asDouble()).isEqualTo(1);
    assertThat(written.path("citationPrecision").asDouble()).isEqualTo(1);
    assertThat(written.path("tokensPerAnswer").asDouble()).isEqualTo(7);
  }

  @Test
  void anAnswerToAnUnanswerableQuestionIsNoAbstention() throws Exception {
    JsonNode report = evaluate("{\"question\":\"How deep is it?\",\"unanswerable\":true}");

    assertThat(report.path("extract").path("abstainedWhenUnanswerable").asDouble()).isZero();
    assertThat(report.path("extract").has("answered")).isFalse();
  }

  @Test
  void tellsWhatCannotBePlaced() throws Exception {
    JsonNode report =
        evaluate(
            "{\"question\":\"How much?\",\"document\":\"wharf.txt\",\"quotes\":[\"never written\"]}");

    assertThat(report.path("withoutKnownPlace").asInt()).isEqualTo(1);
    assertThat(report.path("retrieval")).isEmpty();
  }

  @Test
  void wordsThatStandTwiceCountInBothPlacesUnlessOneIsMeant() throws Exception {
    String twice = "{\"question\":\"How much?\",\"document\":\"wharf.txt\",\"quotes\":[\"s\"]}";
    String last =
        "{\"question\":\"How much?\",\"document\":\"wharf.txt\","
            + "\"quotes\":[{\"text\":\"s\",\"start\":0}]}";

    JsonNode any = evaluate(twice);
    assertThat(any.path("evidence").path("quotes").asInt()).isEqualTo(1);
    assertThat(any.path("evidence").path("inSeveralPlaces").asInt()).isEqualTo(1);
    assertThat(any.path("retrieval").path("recall@1").asDouble()).isEqualTo(1);
    assertThat(evaluate(last).path("retrieval").path("recall@1").asDouble()).isZero();
  }

  @Test
  void findsQuotesWithMarksTheTextHasLost() throws Exception {
    JsonNode report =
        evaluate(
            "{\"question\":\"When?\",\"document\":\"wharf.txt\","
                + "\"quotes\":[\"**Fuel**\\nis sold\",\"Fuel <unk> is <b>sold</b>\"]}");

    assertThat(report.path("evidence").path("byLettersOnly").asInt()).isEqualTo(2);
    assertThat(report.path("evidence").path("notFound").asInt()).isZero();
    assertThat(report.path("retrieval").path("recall@1").asDouble()).isEqualTo(1);
  }

  @Test
  void givenItsDocumentAQuestionIsAskedOfThatAlone() throws Exception {
    given = true;

    JsonNode report = evaluate("{\"question\":\"How much?\",\"document\":\"rules/wharf.txt\"}");

    assertThat(bodies).anyMatch(body -> body.contains("\"documents\":[\"d1\"]"));
    assertThat(report.path("retrieval")).isEmpty();
  }

  @Test
  void aDocumentAloneIsAPlace() throws Exception {
    JsonNode report = evaluate("{\"question\":\"How much?\",\"document\":\"rules/wharf.txt\"}");

    assertThat(report.path("retrieval").path("recall@1").asDouble()).isEqualTo(1);
  }

  private JsonNode evaluate(String line) throws Exception {
    QuestionSet set = QuestionSet.read(Files.writeString(folder.resolve("q.jsonl"), line));
    try (AnsweringServer server = new AnsweringServer()) {
      server.answer("/api/v1/documents", DOCUMENTS);
      server.answer("/api/v1/documents/d1/text", TEXT);
      server.answer("/api/v1/search", HITS);
      server.answer("/api/v1/ask", REPLY);
      ApiClient client = new ApiClient(server.url(), "");
      bodies = server.bodies;
      return new Evaluation(client, List.of(), Map.of(), List.of(1, 2), given).run(set, _ -> {});
    }
  }

  private static String hit(String document, String path, int start, int end) {
    return "{\"chunk\":{\"documentId\":\""
        + document
        + "\",\"locator\":{\"page\":0,\"start\":"
        + start
        + ",\"end\":"
        + end
        + "}},\"document\":{\"key\":{\"path\":\""
        + path
        + "\"}}}";
  }

  private static String citation(int number, String document, int start, int end) {
    return "{\"number\":"
        + number
        + ",\"documentId\":\""
        + document
        + "\",\"path\":\"rules/wharf.txt\",\"locator\":{\"page\":0,\"start\":"
        + start
        + ",\"end\":"
        + end
        + "}}";
  }
}
