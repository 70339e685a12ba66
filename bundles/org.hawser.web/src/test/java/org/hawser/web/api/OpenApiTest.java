package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.hawser.web.http.Access;
import org.hawser.web.http.Route;
import org.junit.jupiter.api.Test;

class OpenApiTest extends WebTest {
  @Test
  void theDescriptionIsValid() throws Exception {
    SwaggerParseResult result = description();

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
  }

  @Test
  void theDescriptionAndTheCodeHaveTheSameOperations() throws Exception {
    Map<String, String> described = new TreeMap<>();
    OpenAPI api = description().getOpenAPI();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            described.put(
                                method + " " + path,
                                queryParameters(item, operation) + " " + access(operation))));
    Map<String, String> served =
        server.routes().stream()
            .collect(
                Collectors.toMap(
                    route -> route.method() + " " + route.template(),
                    route -> new TreeSet<>(route.parameters()) + " " + route.access(),
                    (a, b) -> a,
                    TreeMap::new));

    assertThat(described).isEqualTo(served);
  }

  @Test
  void everythingThatChangesDocumentsOrOperationNeedsTheToken() throws Exception {
    start();

    assertThat(server.routes())
        .filteredOn(route -> !route.method().equals("GET"))
        .filteredOn(route -> route.access() != Access.ADMIN)
        .extracting(Route::template)
        .containsExactlyInAnyOrder(
            "/ask",
            "/conversations",
            "/conversations/{id}",
            "/conversations/{id}",
            "/conversations/{id}/stop",
            "/conversations/{id}/turns",
            "/conversations/{id}/turns/{number}",
            "/conversations/{id}/turns/{number}/replies",
            "/replies/{id}/judgement");
  }

  @Test
  void answersHaveTheFieldsOfTheDescription() throws Exception {
    OpenAPI api = description().getOpenAPI();
    Client client = new Client(server);
    String id = index(client, "a.md", "# Title\n\nSamples are stored for one whole day.\n");
    var schemas = api.getComponents().getSchemas();

    List<String> differences = new ArrayList<>();
    compare(api, schemas.get("Status"), Client.json(client.get("/api/v1/status")), differences);
    compare(
        api,
        schemas.get("Reply"),
        Client.json(client.ask("{\"question\":\"Are samples stored?\"}")),
        differences);
    compare(
        api,
        schemas.get("Retrieval"),
        Client.json(client.get("/api/v1/search?q=samples")),
        differences);
    JsonNode details = Client.json(client.get("/api/v1/documents/" + id));
    compare(api, schemas.get("DocumentStatus"), details.path("status"), differences);
    compare(api, schemas.get("Document"), details.path("document"), differences);
    compare(api, schemas.get("Models"), Client.json(client.get("/api/v1/models")), differences);
    compare(
        api,
        schemas.get("Generation"),
        Client.json(client.generate("{\"model\":\"repeat\",\"prompt\":\"a\",\"maxTokens\":1}")),
        differences);
    String talk =
        Client.json(client.admin("POST", "/api/v1/conversations", "{}")).path("id").asText();
    String turns = "/api/v1/conversations/" + talk + "/turns";
    JsonNode reply =
        Client.json(client.admin("POST", turns, "{\"question\":\"Are samples stored?\"}"));
    compare(api, schemas.get("Reply"), reply, differences);
    compare(
        api,
        schemas.get("Conversation"),
        Client.json(client.get("/api/v1/conversations/" + talk)),
        differences);
    compare(
        api,
        schemas.get("ConversationPage"),
        Client.json(client.get("/api/v1/conversations")),
        differences);
    compare(
        api,
        schemas.get("Judgement"),
        Client.json(
            client.admin(
                "PUT",
                "/api/v1/replies/" + reply.path("id").asText() + "/judgement",
                "{\"good\":true}")),
        differences);
    compare(api, schemas.get("Problem"), Client.json(client.get("/api/v1/x")), differences);

    assertThat(differences).isEmpty();
    client.close();
  }

  private SwaggerParseResult description() throws Exception {
    String yaml = start().get("/api/v1/openapi.yaml").body();
    return new OpenAPIParser().readContents(yaml, null, new ParseOptions());
  }

  private static Set<String> queryParameters(PathItem item, Operation operation) {
    return Stream.of(item.getParameters(), operation.getParameters())
        .filter(list -> list != null)
        .flatMap(List::stream)
        .filter(parameter -> "query".equals(parameter.getIn()))
        .map(Parameter::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Access access(Operation operation) {
    Map<String, Object> extensions = operation.getExtensions();
    if (extensions != null && "personal".equals(extensions.get("x-access"))) {
      return Access.PERSONAL;
    }
    if (operation.getSecurity() == null) {
      return Access.READ;
    }
    return operation.getSecurity().getFirst().isEmpty() ? Access.PUBLIC : Access.ADMIN;
  }

  /** Walks an answer and its schema side by side; both must name the same fields. */
  private static void compare(OpenAPI api, Schema<?> schema, JsonNode value, List<String> out) {
    Schema<?> resolved = resolve(api, schema);
    if (value.isArray()) {
      value.forEach(item -> compare(api, resolved.getItems(), item, out));
    } else if (value.isObject() && resolved.getProperties() != null) {
      Set<String> fields = new TreeSet<>();
      value.fieldNames().forEachRemaining(fields::add);
      if (!fields.equals(new TreeSet<>(resolved.getProperties().keySet()))) {
        out.add(fields + " but described are " + resolved.getProperties().keySet());
      }
      resolved.getProperties().forEach((name, inner) -> compare(api, inner, value.path(name), out));
    }
  }

  private static Schema<?> resolve(OpenAPI api, Schema<?> schema) {
    if (schema.get$ref() != null) {
      String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
      return resolve(api, api.getComponents().getSchemas().get(name));
    }
    if (schema.getOneOf() != null) {
      for (Schema<?> choice : schema.getOneOf()) {
        Schema<?> resolved = resolve(api, choice);
        if (resolved.getProperties() != null) {
          return resolved;
        }
      }
    }
    return schema;
  }
}
