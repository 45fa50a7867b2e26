package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of access logs that were answered wrongly, as a user runs them. */
class LinesCasesTest {
  private static final String LINE =
      "192.0.2.6 - - [22/Mar/2018:18:07:49 +0000] \"GET /d HTTP/1.1\" 200 612 \"-\" \"UA\"";
  private static final String MAIN =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" \"$http_x_forwarded_for\"";

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void chooseOutputFolder() {
    out = folder.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"combined", "vhost-combined", "log-format:%v:%p " + APACHE})
  void linesBehindAHostCountTheirClientsAndNotTheHost(String format) throws IOException {
    // When
    run(SharedData.file("cases/vhost-combined.log"), format);

    // Then
    assertThat(count("read")).isEqualTo(3);
    assertThat(count("dead")).isZero();
    assertThat(daily("visitors", "2017-10-18").get("visitors").asInt()).isEqualTo(3);
    JsonNode day = daily("traffic", "2017-10-18");
    assertThat(day.get("requests").asInt()).isEqualTo(3);
    assertThat(day.get("site").asText()).isEqualTo("www.example.org");
    assertThat(warnings()).isEmpty();
  }

  private static final String APACHE =
      "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"";

  @Test
  void fieldsBeyondTheFormatAreIgnoredAndEveryLineIsCounted() throws IOException {
    // Given
    Path log = SharedData.file("cases/nginx-main.log");

    // When
    CommandLineRun run = run(log, "combined");

    // Then
    JsonNode day = daily("traffic", "2018-03-22");
    assertThat(count("dead")).isZero();
    assertThat(day.get("requests").asInt()).isEqualTo(2);
    assertThat(day.get("bytes").asLong()).isEqualTo(1224);
    assertThat(daily("visitors", "2018-03-22").get("visitors").asInt()).isEqualTo(2);
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0).toString())
        .contains("ignored_fields", "after the user agent", "nginx-main.log:1");
    assertThat(run.err()).contains("ignored_fields");
  }

  @Test
  void theFormatStringOfTheLogReadsEveryFieldOfIt() throws IOException {
    // When
    run(SharedData.file("cases/nginx-main.log"), "log-format:" + MAIN);

    // Then
    assertThat(daily("traffic", "2018-03-22").get("requests").asInt()).isEqualTo(2);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aLineWithoutItsLastQuoteIsReadAndCounted() throws IOException {
    // Given
    Path log = write("www.log", LINE + "\n" + LINE.substring(0, LINE.length() - 1) + "\n");

    // When
    run(log, "combined");

    // Then
    assertThat(count("dead")).isZero();
    assertThat(daily("traffic", "2018-03-22").get("bytes").asLong()).isEqualTo(1224);
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0).toString())
        .contains("truncated_line", "within the user agent", "www.log:2");
  }

  @Test
  void aDefinitionMayHoldTheFormatString() throws IOException {
    // Given
    Path log = write("www.log", LINE + " \"203.0.113.1\"\n" + LINE + "\n");
    Path definition =
        write(
            "mine.yaml",
            """
            uses: cdn/traffic
            pipeline: web/traffic
            inputs:
              requests:
                format: log-format
                mapping:
                  log-format: '%s'
            """
                .formatted(MAIN));

    // When
    CommandLineRun run =
        CommandLineRun.of("run", definition, "--input", "requests=" + log, "--out", out);

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(count("read")).isEqualTo(2);
    assertThat(count("dead")).isEqualTo(1);
    assertThat(rows("dead-letters").get(0).get("message").asText())
        .isEqualTo("expected '\" \"' at character 77, got \"\"\"");
  }

  @Test
  void aFormatStringThatCouldNotBeReadIsRefusedBeforeTheRun() throws IOException {
    // Given
    Path log = write("www.log", LINE + "\n");

    // When
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "cdn/traffic",
            "--input",
            "requests=" + log,
            "--format",
            "requests=log-format:%h \"%r\" %>s",
            "--out",
            out);

    // Then
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("--format requests=log-format:")
        .contains("does not say the time of a request")
        .doesNotContain("\tat ");
  }

  private CommandLineRun run(Path log, String format) {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "cdn/traffic",
            "--input",
            "requests=" + log,
            "--format",
            "requests=" + format,
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private JsonNode daily(String output, String day) throws IOException {
    return rows(output).stream()
        .filter(row -> row.get("window_start").asText().equals(day + "T00:00:00Z"))
        .filter(row -> !row.get("window_end").asText().startsWith(day))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> rows(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(name + ".jsonl"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  private long count(String kind) throws IOException {
    return summary().at("/inputs/requests/" + kind).asLong();
  }

  private List<JsonNode> warnings() throws IOException {
    List<JsonNode> warnings = new ArrayList<>();
    summary().path("warnings").forEach(warnings::add);
    return warnings;
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
  }
}
