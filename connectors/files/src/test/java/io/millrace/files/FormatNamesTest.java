package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatNamesTest {

  @ParameterizedTest
  @CsvSource({
    "a.csv, csv",
    "folder.json/a.CSV.gz, csv",
    "a.b.jsonl.xz, jsonl",
    "a.ndjson, jsonl",
    "a.json.zip, json",
    "a.avro, avro",
    "a.txt,",
    "csv.gz, csv",
    "a.gz,",
    "/,",
  })
  void theExtensionBelowThoseOfCompressionCounts(Path file, String format) {
    // given
    Optional<String> expected = Optional.ofNullable(format);

    // when
    Optional<String> name = FormatNames.of(file);

    // then
    assertThat(name).isEqualTo(expected);
  }
}
