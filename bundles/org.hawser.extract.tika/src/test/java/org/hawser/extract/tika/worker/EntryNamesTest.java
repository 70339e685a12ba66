package org.hawser.extract.tika.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryNamesTest {
  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, etc/passwd",
    "/root/a.txt, root/a.txt",
    "C:\\Temp\\..\\evil.txt, Temp/evil.txt",
    "./plain.txt, plain.txt",
    "'..', ''"
  })
  void pathsAreMadeHarmless(String name, String shown) {
    assertThat(EntryNames.shown(name)).isEqualTo(shown);
  }
}
