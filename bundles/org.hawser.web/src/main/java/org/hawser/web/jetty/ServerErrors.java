package org.hawser.web.jetty;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.osgi.service.component.annotations.Component;

/**
 * Gives the HTTP server our error answers. Felix hands its Jetty out to nobody but makers of
 * connectors, and starts and stops these with the server: so here is one that listens nowhere.
 */
@Component(service = ConnectorFactory.class)
public final class ServerErrors implements ConnectorFactory {
  @Override
  public Connector createConnector(Server server) {
    return new SilentConnector(server);
  }

  private static final class SilentConnector extends AbstractConnector {
    private Request.Handler before;

    SilentConnector(Server server) {
      super(server, null, null, null, 0, new HttpConnectionFactory());
      setName("hawser-error-answers");
    }

    @Override
    protected void doStart() throws Exception {
      before = getServer().getErrorHandler();
      getServer().setErrorHandler(new ServerProblems());
      super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
      super.doStop();
      getServer().setErrorHandler(before);
    }

    @Override
    protected void accept(int acceptor) {
      throw new UnsupportedOperationException("This connector listens nowhere");
    }

    @Override
    public Object getTransport() {
      return this;
    }
  }
}
