package org.hawser.web.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.hawser.web.WebSettings;
import org.hawser.web.http.Json;
import org.hawser.web.http.Route;
import org.hawser.web.http.Router;
import org.hawser.web.security.AccessControl;
import org.hawser.web.services.Services;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The REST API. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/*")
@HttpWhiteboardServletAsyncSupported
public final class ApiServlet extends HttpServlet {
  /** Path the API is served under. */
  public static final String ROOT = "/api/v1";

  private static final long serialVersionUID = 1L;

  private final transient Router router;
  private final transient List<Route> routes;
  private final transient EventsApi events;
  private final transient GenerateApi generations;
  private final transient RunningReplies replies;

  @Activate
  public ApiServlet(
      @Reference Services services,
      @Reference WebSettings settings,
      @Reference AccessControl access,
      BundleContext context) {
    this(services, settings, access, context.getBundle().getVersion().toString());
  }

  public ApiServlet(Services services, WebSettings settings, AccessControl access, String version) {
    ObjectMapper mapper = Json.mapper();
    events = new EventsApi(services, settings.maxEventClients());
    generations = new GenerateApi(services);
    replies = new RunningReplies();
    routes =
        Stream.of(
                new StatusApi(services, version, settings.maxUploadBytes()).routes(),
                new AskApi(services, replies).routes(),
                new ConversationsApi(services).routes(),
                new TurnsApi(services, replies).routes(),
                new RepliesApi(services).routes(),
                new PromptStrategiesApi(services).routes(),
                new SearchApi(services).routes(),
                new DocumentsApi(services).routes(),
                new ContentApi(services).routes(),
                new UploadApi(services, settings.maxUploadBytes()).routes(),
                new SourcesApi(services).routes(),
                new IndexApi(services).routes(),
                events.routes(),
                new ModelsApi(services).routes(),
                new StrategiesApi(services).routes(),
                new DefaultStrategyApi(services).routes(),
                generations.routes(),
                new DescriptionApi().routes())
            .flatMap(List::stream)
            .toList();
    router = new Router(ROOT, routes, access::require, mapper);
  }

  /** Every operation, in no particular order. */
  public List<Route> routes() {
    return routes;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    router.serve(request, response);
  }

  /** Streams would otherwise hold on to a servlet that is gone. */
  @Deactivate
  @Override
  public void destroy() {
    events.close();
    generations.close();
    replies.close();
  }
}
