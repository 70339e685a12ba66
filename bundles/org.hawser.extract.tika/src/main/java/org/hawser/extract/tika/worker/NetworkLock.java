package org.hawser.extract.tika.worker;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Set;

/// Takes the network away from the parsers: a document must not make this machine call out. The
/// command line adds a dead SOCKS proxy for plain sockets and forbids external XML entities.
final class NetworkLock {
  private static final Set<String> LOCAL = Set.of("file", "jar", "jrt");

  private NetworkLock() {}

  static void engage() {
    URL.setURLStreamHandlerFactory(
        protocol -> LOCAL.contains(protocol) ? null : new RefusingHandler());
    ProxySelector.setDefault(new RefusingSelector());
  }

  private static final class RefusingHandler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw refused();
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
      throw refused();
    }

    private static IOException refused() {
      return new IOException("Network access is off while documents are read");
    }
  }

  private static final class RefusingSelector extends ProxySelector {
    private static final Proxy DEAD =
        new Proxy(Proxy.Type.SOCKS, new java.net.InetSocketAddress("127.0.0.1", 9));

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(DEAD);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // Expected: nothing listens there.
    }
  }
}
