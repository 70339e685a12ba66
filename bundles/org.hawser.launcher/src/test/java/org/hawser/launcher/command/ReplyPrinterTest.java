package org.hawser.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplyPrinterTest {
  private static final String EXTRACT =
      """
      "found": true,
      "sentences": [{"text": "Samples are stored for a day.", "citations": [1]}],
      "citations": [{"number": 1, "path": "a.md", "quote": "Samples are stored for a day.",
        "locator": {"page": 2, "headingPath": [], "start": 5, "end": 34}}],
      "provenance": {"notes": []}
      """;
  private static final String REPLY =
      "{"
          + EXTRACT
          + """
          , "written": {"text": "One day [2]. Or so.", "notice": "", "sentences": [
              {"start": 0, "end": 12, "citations": [2], "support": "SUPPORTED"},
              {"start": 13, "end": 19, "citations": [], "support": "UNSUPPORTED"}],
            "sources": [
              {"number": 1, "path": "x.md", "quote": "x", "locator": {}},
              {"number": 2, "path": "b.md", "quote": "stored for a day", "locator": {}}]},
          "notes": ["Instructions were found in b.md."],
          "making": {"model": {"id": "tiny", "form": "int8"}, "promptStrategy": "stuff",
            "context": {"used": "none"}, "leftOut": [{}],
            "calls": [{"promptTokens": 90, "cachedTokens": 30, "generatedTokens": 7}]}}
          """;

  private static String printed(Consumer<PrintStream> printing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    printing.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void whatIsNotBorneOutIsMarked() throws Exception {
    JsonNode reply = json(REPLY);

    String text = printed(out -> new ReplyPrinter(out).print(reply));

    assertThat(text)
        .startsWith("One day [2]. Or so. [unsupported]\n\n[2] b.md")
        .contains("The documents say:\nSamples are stored for a day. [1]")
        .contains("Note: Instructions were found in b.md.")
        .contains(
            "(tiny as int8, prompt strategy stuff, context strategy none: 90 tokens read, 30 of"
                + " them cached, 7 written, 1 left out)")
        .doesNotContain("x.md");
  }

  @Test
  void aReplyIsPrintedWhileItComes() throws Exception {
    JsonNode extract = json("{" + EXTRACT + "}");
    JsonNode piece = json("{\"text\": \"One day \\u001b[2J[2].\"}");
    JsonNode reply = json(REPLY);

    String text =
        printed(
            out -> {
              StreamedReply streamed = new StreamedReply(out);
              streamed.take("extract", extract);
              streamed.take("text", piece);
              streamed.take("done", reply);
              streamed.finish();
            });

    assertThat(text)
        .startsWith("Samples are stored for a day. [1]")
        .contains("The model writes:\nOne day [2J[2].\n[unsupported] Or so.\n")
        .contains("(tiny as int8");
  }

  @Test
  void aStreamThatBreaksOffIsSaid() throws Exception {
    JsonNode failure = json("{\"detail\": \"The model was unloaded: ask again.\"}");

    assertThatThrownBy(() -> printed(out -> new StreamedReply(out).finish()))
        .hasMessageContaining("broke off");
    assertThatThrownBy(() -> printed(out -> new StreamedReply(out).take("failed", failure)))
        .hasMessage("The model was unloaded: ask again.");
  }
}
