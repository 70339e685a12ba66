package org.hawser.web.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Problems;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the page, and answers for every address that nothing else serves. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
@HttpWhiteboardServletAsyncSupported
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private final transient PageResources resources;

  @Activate
  public PageServlet() {
    resources = new PageResources();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      serve(request, response);
    } catch (ProblemException e) {
      Problems.write(request, response, e);
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    PageResources.Resource resource =
        resources
            .at(request.getRequestURI())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There is nothing at this address: the page is at /, the API at"
                            + " /api/v1/openapi.yaml."));
    if (!METHODS.contains(request.getMethod())) {
      throw new ProblemException(
              ProblemType.METHOD_NOT_ALLOWED, "This address can only be read: use GET or HEAD.")
          .withHeader("Allow", "GET, HEAD");
    }
    response.setHeader("Cache-Control", "no-cache");
    PdfResources.policy(request.getRequestURI())
        .ifPresent(policy -> response.setHeader("Content-Security-Policy", policy));
    response.setHeader("ETag", resource.etag());
    if (resource.etag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(resource.mediaType());
    response.setContentLength(resource.content().length);
    response.getOutputStream().write(resource.content());
  }
}
