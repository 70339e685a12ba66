package org.hawser.extract.tika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.annotation.Annotation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void defaultsAreValid() {
    Settings settings = Settings.of(new Configured(1, "auto", "eng"));
    assertThat(settings.limits(false).ocr()).isFalse();
    assertThat(settings.limits(true).ocrLanguages()).isEqualTo("eng");
    assertThatNoException().isThrownBy(() -> Settings.of(new Configured(2, "off", "eng+chi_sim")));
  }

  @Test
  void expectedFilesStartAProcessAtOnce() {
    Settings settings = Settings.of(new Configured(1, "auto", "eng"));
    assertThat(settings.startAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.startingAtOnce().startAfter()).isZero();
    assertThat(settings.startingAtOnce())
        .usingRecursiveComparison()
        .ignoringFields("startAfter")
        .isEqualTo(settings);
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(new Configured(0, "auto", "eng")))
        .withMessage("workers must be between 1 and 16, but is 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(new Configured(1, "yes", "eng")))
        .withMessage("ocr must be auto or off, but is 'yes'.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(new Configured(1, "auto", "eng; rm")))
        .withMessageContaining("eng+deu");
  }

  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Configured(int workers, String ocr, String ocrLanguages)
      implements TikaExtractorConfiguration {
    @Override
    public int startAfterSeconds() {
      return 5;
    }

    @Override
    public int workerHeapMegabytes() {
      return 512;
    }

    @Override
    public int deadlineSeconds() {
      return 60;
    }

    @Override
    public int filesPerWorker() {
      return 500;
    }

    @Override
    public int maxFileMegabytes() {
      return 512;
    }

    @Override
    public int maxCharacters() {
      return 20_000_000;
    }

    @Override
    public int maxDepth() {
      return 5;
    }

    @Override
    public int maxEntries() {
      return 1000;
    }

    @Override
    public int maxUnpackedMegabytes() {
      return 200;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return TikaExtractorConfiguration.class;
    }
  }
}
