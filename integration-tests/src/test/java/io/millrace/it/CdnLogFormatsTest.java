package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.accesslog.AccessLogFormat;
import io.millrace.schemas.cdn.EdgeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real lines of CloudFront and Fastly, good and malformed. */
class CdnLogFormatsTest {
  private static final String FIXTURES = "cdn/crates_io_cdn_fixtures/";

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          CLOUDFRONT,  cloudfront/basic.log,              20, ''
          CLOUDFRONT,  cloudfront/percent-encoding.log,    3, ''
          CLOUDFRONT,  cloudfront/unrelated-traffic.log,   5, ''
          CLOUDFRONT,  cloudfront/recoverable-errors.log,  0, 4 6 8 10 12 14 16 18 20
          CLOUDFRONT,  cloudfront/unknown-version.log,     0, 3
          FASTLY_JSON, fastly/basic.log,                  23, ''
          FASTLY_JSON, fastly/full-info.log,              20, ''
          FASTLY_JSON, fastly/percent-encoding.log,        2, ''
          FASTLY_JSON, fastly/unrelated-traffic.log,       5, ''
          FASTLY_JSON, fastly/recoverable-errors.log,      6, 2
          """)
  void linesAreReadOrRefusedOneByOne(
      AccessLogFormat.Layout layout, String file, int readable, String refused) throws IOException {
    // Given
    List<String> lines =
        Files.readAllLines(SharedData.file(FIXTURES + file), StandardCharsets.UTF_8);
    Decoder<EdgeRequest> decoder =
        new AccessLogFormat(layout, FieldMapping.none()).decoder(EdgeRequest.class);

    // When
    List<EdgeRequest> read = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
      Decoded<EdgeRequest> decoded = decoder.decode(RawRecord.inFile(line, file, i + 1));
      if (decoded instanceof Decoded.Ok<EdgeRequest> ok) {
        read.add(ok.event());
      } else if (decoded instanceof Decoded.Bad) {
        bad.add(Integer.toString(i + 1));
      }
    }

    // Then
    assertThat(read).hasSize(readable);
    assertThat(String.join(" ", bad)).isEqualTo(refused);
    assertThat(read)
        .allSatisfy(
            request -> {
              assertThat(request.getStatus()).isNotNull();
              assertThat(request.getPath()).isNotNull();
              assertThat(request.getResponseBytes()).isPositive();
              assertThat(request.getClient()).isNotNull();
            });
  }

  @Test
  void aRefusedLineIsADeadLetterWithFileAndLineAndTheOthersAreCounted(@TempDir Path folder)
      throws IOException {
    // Given compressed and plain files of one input
    Path good = SharedData.file(FIXTURES + "cloudfront/basic.log.gz");
    Path bad = SharedData.file(FIXTURES + "cloudfront/recoverable-errors.log");
    Path out = folder.resolve("out");

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "cdn/traffic",
            "--input",
            "requests=" + good + "," + bad,
            "--format",
            "requests=cloudfront",
            "--out",
            out);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode requests =
        json(Files.readString(out.resolve("summary.json"))).get("inputs").get("requests");
    assertThat(requests.get("read").asInt()).isEqualTo(29);
    assertThat(requests.get("dead").asInt()).isEqualTo(9);
    List<JsonNode> letters = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("dead-letters.jsonl"))) {
      letters.add(json(line));
    }
    assertThat(letters).extracting(letter -> letter.get("line").asInt()).contains(4, 6, 20);
    assertThat(letters).hasSize(9).allMatch(letter -> letter.get("file").asText().equals("" + bad));
    assertThat(letters.get(0).get("message").asText()).isEqualTo("expected 6 columns, got 5");
    assertThat(Files.readAllLines(out.resolve("traffic.jsonl")))
        .extracting(CdnLogFormatsTest::json)
        .filteredOn(row -> row.get("window_start").asText().equals("2024-01-17T00:00:00Z"))
        .filteredOn(row -> row.get("window_end").asText().equals("2024-01-18T00:00:00Z"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("pop").asText()).isEqualTo("HIO50-C2");
              assertThat(row.get("requests").asInt()).isEqualTo(10);
              assertThat(row.get("hits").asInt()).isEqualTo(10);
              assertThat(row.get("hit_ratio").asDouble()).isEqualTo(1);
              assertThat(row.get("total_max").asDouble()).isEqualTo(72);
              assertThat(row.get("offload").isNull()).isTrue();
            });
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException wrong) {
      throw new IllegalStateException(text, wrong);
    }
  }
}
