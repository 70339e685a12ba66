package org.hawser.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawser.api.assistant.Inquiry;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client library people use, against the real servlets. */
class OpenAiTest extends WebTest {
  private final List<OpenAIClient> clients = new ArrayList<>();
  private Client plain;

  private OpenAIClient open(String key) throws Exception {
    plain = start();
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + server.port() + "/v1")
            .apiKey(key)
            .maxRetries(0)
            .build();
    clients.add(client);
    return client;
  }

  private OpenAIClient open() throws Exception {
    return open(WebServer.TOKEN);
  }

  @AfterEach
  void close() {
    clients.forEach(OpenAIClient::close);
  }

  private static ChatCompletionCreateParams.Builder ask(String model, String text) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
  }

  @Test
  void aModelAnswers() throws Exception {
    ChatCompletion answer =
        open()
            .chat()
            .completions()
            .create(
                ask("repeat", "one two")
                    .addSystemMessage("Be brief.")
                    .addUserMessage("three four")
                    .maxCompletionTokens(3)
                    .temperature(0.5)
                    .topP(0.9)
                    .seed(7)
                    .stop("five")
                    .build());

    assertThat(answer.choices().getFirst().message().content()).hasValue("three four three ");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(3);
    GenerationRequest asked = server.product.models.model.asked;
    assertThat(asked.sampling().temperature()).isEqualTo(0.5f);
    assertThat(asked.sampling().topP()).isEqualTo(0.9f);
    assertThat(asked.sampling().seed()).isEqualTo(7);
    assertThat(asked.sampling().stopStrings()).containsExactly("five");
  }

  @Test
  void anAnswerStreams() throws Exception {
    StringBuilder text = new StringBuilder();
    List<Long> usage = new ArrayList<>();
    ChatCompletionCreateParams params =
        ask("repeat", "a b")
            .maxTokens(2)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    try (StreamResponse<ChatCompletionChunk> stream =
        open().chat().completions().createStreaming(params)) {
      stream.stream()
          .forEach(
              chunk -> {
                chunk.choices().forEach(c -> c.delta().content().ifPresent(text::append));
                chunk.usage().ifPresent(used -> usage.add(used.totalTokens()));
              });
    }

    assertThat(text).hasToString("a b ");
    assertThat(usage).containsExactly(4L);
  }

  @Test
  void jsonIsAskedForByResponseFormat() throws Exception {
    String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}";
    open();

    plain.admin(
        "POST", "/v1/chat/completions", body("\"response_format\":{\"type\":\"json_object\"}"));
    assertThat(server.product.models.model.asked.format()).isEqualTo(AnswerFormat.JSON);
    plain.admin(
        "POST",
        "/v1/chat/completions",
        body(
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\","
                + "\"schema\":"
                + schema
                + "}}"));
    assertThat(server.product.models.model.asked.format())
        .isEqualTo(new AnswerFormat.JsonSchema(schema));
  }

  @Test
  void theDocumentsAnswerTheModelCalledHawser() throws Exception {
    OpenAIClient client = open();
    index(plain, "a.md", "Samples are stored for one whole day.\n");

    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(
                ask("hawser", "First")
                    .addSystemMessage("Be a pirate.")
                    .addAssistantMessage("Answered")
                    .addUserMessage("Are samples stored?")
                    .putAdditionalBodyProperty(
                        "hawser",
                        JsonValue.from(
                            Map.of("mode", "extractive", "collections", List.of("default"))))
                    .build());

    assertThat(answer.choices().getFirst().message().content())
        .hasValue("Samples are stored for one whole day. [1]");
    String extension = answer._additionalProperties().get("hawser").toString();
    assertThat(extension).contains("pageUrl").contains("System messages were left out");
    Inquiry inquiry = server.product.assistant.inquiries().getLast();
    assertThat(inquiry.history()).containsExactly(new Inquiry.Exchange("First", "Answered"));
    assertThat(inquiry.question().collections()).containsExactly("default");
  }

  @Test
  void aWrittenAnswerStreamsWithItsReply() throws Exception {
    StringBuilder text = new StringBuilder();
    List<String> extensions = new ArrayList<>();
    ChatCompletionCreateParams params =
        ask("small", "Why?")
            .putAdditionalBodyProperty("hawser", JsonValue.from(Map.of("promptStrategy", "stuff")))
            .build();

    try (StreamResponse<ChatCompletionChunk> stream =
        open().chat().completions().createStreaming(params)) {
      stream.stream()
          .forEach(
              chunk -> {
                chunk.choices().forEach(c -> c.delta().content().ifPresent(text::append));
                if (chunk._additionalProperties().containsKey("hawser")) {
                  extensions.add(chunk._additionalProperties().get("hawser").toString());
                }
              });
    }

    assertThat(text).hasToString("Answer to Why?.");
    assertThat(extensions).hasSize(1);
    assertThat(server.product.assistant.inquiries().getLast().choices().model()).isEqualTo("small");
  }

  @Test
  void refusalsHaveTheShapeTheLibraryReads() throws Exception {
    OpenAIClient client = open();

    assertThatThrownBy(() -> client.chat().completions().create(ask("none", "a").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("choose repeat");
    assertThatThrownBy(() -> client.chat().completions().create(ask("repeat", "no").build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("ask nicely");
    assertThatThrownBy(() -> client.chat().completions().create(ask("hawser", "crowded").build()))
        .isInstanceOf(RateLimitException.class)
        .hasMessageContaining("ask again in a moment");
    assertThatThrownBy(() -> client.chat().completions().create(ask("repeat", "a").n(2).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'n'");
  }

  @Test
  void theKeyIsTheToken() throws Exception {
    OpenAIClient client = open("sk-wrong");

    assertThatThrownBy(() -> client.chat().completions().create(ask("repeat", "a").build()))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessageContaining("token is wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
        "\"tool_choice\":\"required\"",
        "\"functions\":[{\"name\":\"f\"}]",
        "\"frequency_penalty\":1",
        "\"modalities\":[\"audio\"]",
        "\"temperature\":\"hot\"",
        "\"logit_bias\":{\"x\":1}",
        "\"response_format\":{\"type\":\"xml\"}",
        "\"response_format\":{\"type\":\"json_schema\"}",
        "\"hawser\":{\"colour\":1}",
        "\"hawser\":{},\"stop\":\"x\"",
        "\"colour\":1"
      })
  void whatCannotBeDoneIsRefused(String field) throws Exception {
    open();

    HttpResponse<String> response = plain.admin("POST", "/v1/chat/completions", body(field));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(Client.json(response).path("error").path("type").asText())
        .isEqualTo("invalid_request_error");
    assertThat(Client.json(response).path("error").path("message").asText()).endsWith(".");
  }

  private static String body(String field) {
    return "{\"model\":\"repeat\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":"
        + "[{\"type\":\"text\",\"text\":\"a\"}]}],"
        + field
        + "}";
  }

  @Test
  void textsAreEmbedded() throws Exception {
    OpenAIClient client = open();
    String model = server.product.embedder().orElseThrow().modelId();

    CreateEmbeddingResponse answer =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model(model)
                    .inputOfArrayOfStrings(List.of("a harbour", "a bakery"))
                    .build());

    assertThat(answer.data()).hasSize(2);
    assertThat(answer.data().getFirst().embedding())
        .hasSize(server.product.embedder().orElseThrow().dimensions());
    assertThat(answer.usage().promptTokens()).isPositive();
    for (String body :
        List.of(
            "{\"model\":\"" + model + "\",\"input\":[]}",
            "{\"model\":\"" + model + "\",\"input\":[[1,2]]}",
            "{\"model\":\"" + model + "\",\"input\":\"a\",\"dimensions\":3}",
            "{\"model\":\"" + model + "\",\"input\":\"a\",\"encoding_format\":\"hex\"}")) {
      assertThat(plain.admin("POST", "/v1/embeddings", body).statusCode()).isEqualTo(400);
    }
    assertThat(
            plain
                .admin("POST", "/v1/embeddings", "{\"model\":\"other\",\"input\":\"a\"}")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void modelsAreListed() throws Exception {
    OpenAIClient client = open();

    assertThat(client.models().list().data())
        .extracting(Model::id)
        .contains("hawser", "repeat", server.product.embedder().orElseThrow().modelId())
        .doesNotContain("broken");
    assertThat(client.models().retrieve("repeat").id()).isEqualTo("repeat");
    assertThatThrownBy(() -> client.models().retrieve("none"))
        .isInstanceOf(NotFoundException.class);
  }
}
