package org.hawser.web;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Serves the page over services in memory, for looking at it: args are port and text files. */
public final class DevServer {
  private DevServer() {}

  public static void main(String[] args) throws Exception {
    Path data = Files.createTempDirectory("hawser-dev");
    WebServer.writeToken(data);
    WebServer server =
        new WebServer(data, Integer.parseInt(args[0]), WebServer.Options.defaults().uploads(16));
    for (String file : List.of(args).subList(1, args.length)) {
      Path path = Path.of(file);
      server.product.ingest.upload(
          "default",
          path.getFileName().toString(),
          new ByteArrayInputStream(Files.readAllBytes(path)));
    }
    server.product.ingest.pause(1_200);
    System.out.println("http://127.0.0.1:" + server.port() + " token " + WebServer.TOKEN);
    Thread.currentThread().join();
  }
}
