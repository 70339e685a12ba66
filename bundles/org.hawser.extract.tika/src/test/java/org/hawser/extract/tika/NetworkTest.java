package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.junit.jupiter.api.Test;

class NetworkTest extends Reader {
  @Test
  void documentsNeverMakeTheMachineCallOut() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> count(server, calls));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      tryToRead("dtd.xml", "<!DOCTYPE a SYSTEM '" + url + "'><a>text</a>");
      tryToRead(
          "entity.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM '" + url + "'>]><a>before &e; after</a>");
      tryToRead(
          "page.html",
          "<link rel=stylesheet href='"
              + url
              + "'><img src='"
              + url
              + "'><iframe src='"
              + url
              + "'></iframe><p>text</p>");
      tryToRead(
          "picture.svg",
          "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
              + "<image xlink:href='"
              + url
              + "'/><text>label</text></svg>");
      tryToRead(
          "page.xhtml",
          "<!DOCTYPE html PUBLIC '-//X//EN' '"
              + url
              + "'><html xmlns='http://www.w3.org/1999/xhtml'>"
              + "<body><p>text</p></body></html>");
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void localFilesAreNotReadThroughEntities() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    String xml =
        "<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><a>before &e; after</a>";
    try {
      ExtractedDocument document = read("entity.xml", xml);
      assertThat(document.text()).doesNotContain("the secret");
    } catch (ExtractionException refused) {
      assertThat(refused.getMessage()).doesNotContain("the secret");
    }
  }

  private void tryToRead(String name, String content) throws Exception {
    try {
      read(name, content);
    } catch (ExtractionException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static void count(ServerSocket server, AtomicInteger calls) {
    while (!server.isClosed()) {
      try {
        server.accept().close();
        calls.incrementAndGet();
      } catch (IOException _) {
        return; // closed at the end of the test
      }
    }
  }
}
