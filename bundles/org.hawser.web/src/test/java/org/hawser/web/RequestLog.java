package org.hawser.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands where the HTTP service stands: what reaches it would be reported as an error. */
final class RequestLog implements Filter {
  final List<Exception> thrown = new CopyOnWriteArrayList<>();
  final AtomicInteger running = new AtomicInteger();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    running.incrementAndGet();
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      thrown.add(e);
      throw e;
    } finally {
      running.decrementAndGet();
    }
  }
}
