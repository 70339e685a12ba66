package org.hawser.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.api.model.ServingForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabOptionsTest {
  @Test
  void leftOutMeansTheBuiltInModelAndEverythingInstalled() {
    LabOptions options = LabOptions.of(List.of("perplexity"));

    assertThat(options.measure()).isEqualTo(LabOptions.Measure.PERPLEXITY);
    assertThat(options.file()).isEmpty();
    assertThat(options.strategies()).isEmpty();
    assertThat(options.lengths()).isEmpty();
    assertThat(options.documents()).isEqualTo(4);
    assertThat(LabOptions.of(List.of("passkey")).documents()).isEqualTo(16);
  }

  @Test
  void everyOptionIsRead() {
    LabOptions options =
        LabOptions.of(
            List.of(
                ("perplexity --file m.gguf --serve int8 --strategy none --strategy yarn:factor=4"
                        + " --lengths 512,256,512 --text t.txt --documents 2 --buckets")
                    .split(" ")));

    assertThat(options.file()).contains(Path.of("m.gguf"));
    assertThat(options.form()).contains(ServingForm.INT8);
    assertThat(options.strategies()).containsExactly("none", "yarn:factor=4");
    assertThat(options.lengths()).containsExactly(256, 512);
    assertThat(options.text()).contains(Path.of("t.txt"));
    assertThat(options.documents()).isEqualTo(2);
    assertThat(options.buckets()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | Say what to measure",
        "speed | 'speed' is nothing to measure",
        "passkey --lengths | --lengths needs a value",
        "passkey --lengths 12 | from 64 to 1048576, not '12'",
        "passkey --lengths 256, | not ''",
        "passkey --lengths 99999999999 | not '99999999999'",
        "passkey --documents 3 | passkey takes --samples",
        "passkey --buckets | Perplexity takes --documents and --buckets",
        "perplexity --samples 3 | Perplexity takes",
        "perplexity --documents 0 | from 1 to 1000",
        "perplexity --serve gold | There is no serving form 'gold'",
        "perplexity --text a --text b | Give --text once",
        "perplexity --depth 3 | '--depth' is not known here",
        "perplexity none | 'none' is not known here",
      })
  void whatIsWrongIsSaidInOneSentence(String line, String said) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThatThrownBy(() -> LabOptions.of(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }
}
