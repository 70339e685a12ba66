package org.hawser.web.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.hawser.web.http.Json;
import org.hawser.web.http.Route;
import org.hawser.web.http.Router;
import org.hawser.web.security.AccessControl;
import org.hawser.web.services.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What clients of OpenAI's API expect, as far as it makes sense here. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/v1/*")
@HttpWhiteboardServletAsyncSupported
public final class OpenAiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Router router;
  private final transient ChatApi chat;

  @Activate
  public OpenAiServlet(@Reference Services services, @Reference AccessControl access) {
    ObjectMapper mapper = Json.mapper();
    chat = new ChatApi(services);
    List<Route> routes =
        Stream.of(
                chat.routes(),
                new EmbeddingsApi(services).routes(),
                new ModelListApi(services).routes())
            .flatMap(List::stream)
            .toList();
    router = new Router("/v1", routes, access::require, mapper, OpenAiErrors::answer);
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
    chat.close();
  }
}
