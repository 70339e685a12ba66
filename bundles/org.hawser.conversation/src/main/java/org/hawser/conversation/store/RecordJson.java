package org.hawser.conversation.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// Records in sealed files, as JSON. Fields a later version added are passed over.
public final class RecordJson {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, JsonValues.writingInstant())
                  .addDeserializer(Instant.class, JsonValues.readingInstant())
                  .addSerializer(OptionalDouble.class, JsonValues.writingOptionalDouble())
                  .addDeserializer(OptionalDouble.class, JsonValues.readingOptionalDouble())
                  .addSerializer(Optional.class, new OptionalJson.Writing())
                  .addDeserializer(Optional.class, new OptionalJson.Reading()))
          .build();

  /// Returns when the record is on disk.
  public void write(Path file, Object written) throws IOException {
    SealedFile.write(file, mapper.writeValueAsBytes(written));
  }

  /// @throws DamagedFileException when the file does not hold such a record
  public <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return mapper.readValue(SealedFile.read(file), type);
    } catch (JacksonException e) {
      throw new DamagedFileException(
          file.getFileName() + " holds no " + type.getSimpleName() + " that can be read", e);
    }
  }
}
