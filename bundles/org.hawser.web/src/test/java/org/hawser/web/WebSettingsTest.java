package org.hawser.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WebSettingsTest {
  @Test
  void aWrongValueIsSaidInASentence() {
    assertThatThrownBy(() -> settings(WebServer.Options.defaults().uploads(0)))
        .hasMessage("maxUploadMegabytes is 0: set it to a value from 1 to 65536.");
    assertThatThrownBy(
            () -> settings(WebServer.Options.defaults().alsoCalled("https://docs.example.org/")))
        .hasMessageContaining("give host names without scheme, port or path");
  }

  @Test
  void readingCannotBeBothOpenAndClosed() {
    assertThatThrownBy(
            () ->
                settings(
                    new WebServer.Options(
                        "", true, true, new String[0], 1, 64, InstantSource.system())))
        .hasMessageContaining("set one of them to false");
  }

  @Test
  void hostNamesAreComparedInLowerCase() {
    assertThat(
            settings(WebServer.Options.defaults().alsoCalled(" Docs.Example.ORG ")).allowedHosts())
        .containsExactly("docs.example.org");
  }

  private static WebSettings settings(WebServer.Options options) {
    return new WebSettings(WebServer.config(options));
  }
}
