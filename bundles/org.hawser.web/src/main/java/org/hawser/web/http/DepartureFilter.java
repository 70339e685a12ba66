package org.hawser.web.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client may leave in the middle of its answer whenever it likes. The HTTP service would report
 * that as an error, with a stack trace that helps nobody.
 */
@Component(service = Filter.class, property = "service.ranking:Integer=100")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class DepartureFilter implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger(DepartureFilter.class);

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      if (!response.isCommitted() || !isDeparture(e)) {
        throw e;
      }
      LOG.debug("{}: the client left before its answer ended ({})", what(request), e.toString());
    }
  }

  /**
   * Whether nobody is at the other end any more, or nobody has read there for as long as a
   * connection may lie still.
   */
  private static boolean isDeparture(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EofException || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static String what(ServletRequest request) {
    HttpServletRequest http = (HttpServletRequest) request;
    return http.getMethod() + ' ' + http.getRequestURI();
  }
}
