package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hpc/jobs} over files of each format of job logs, with lines that are none. */
class JobLogFilesTest {
  @TempDir private Path folder;

  @Test
  void aDumpOfSacctIsAccountedWithItsStepsCopiesAndJobsThatStillRun() throws IOException {
    // Given
    String dump =
        """
        JobID|DBIndex|Cluster|User|Submit|Start|End|State|AllocCPUS
        123|9001|c|zoë|2026-01-01T00:00:00|2026-01-01T00:10:00|2026-01-01T01:10:00|COMPLETED|16
        123.batch|9001|c||2026-01-01T00:10:00|2026-01-01T00:10:00|2026-01-01T01:10:00|COMPLETED|16
        123|9001|c|zoë|2026-01-01T00:00:00|2026-01-01T00:10:00|2026-01-01T01:10:00|COMPLETED|16
        124_[1-2]|9002|c|zoë|2026-01-01T00:20:00|Unknown|Unknown|PENDING|0
        125|9003|c
        125|9003|c|bob|2026-01-01T00:30:00|2026-01-01T00:40:00|Unknown|RUNNING|4
        126|9004|c|bob|2026-01-01T00:50:00|2026-01-01T01:30:00|2026-01-01T01:30:00|CANCELLED by 0|0
        """;

    // When
    JsonNode total = total("sacct", dump);

    // Then what runs is counted to the last time known, half past one
    assertThat(total.get("submitted").asInt()).isEqualTo(5);
    assertThat(total.get("started").asInt()).isEqualTo(2);
    assertThat(total.get("ended").asInt()).isEqualTo(2);
    assertThat(total.get("running").asInt()).isEqualTo(1);
    assertThat(total.get("users").asInt()).isEqualTo(2);
    assertThat(total.get("processor_seconds").asInt()).isEqualTo(16 * 3_600 + 4 * 50 * 60);
    assertThat(total.get("wait_mean").asInt()).isEqualTo(600);
    assertRead(6, "expected 9 columns between '|', got 3", 6);
  }

  @Test
  void aStandardWorkloadIsAccountedWithTheCapacityThatItSays() throws IOException {
    // Given
    String log =
        """
        ; Computer: tiny
        ; MaxProcs: 8
        ; UnixStartTime: 1767225600
        1 0 60 3600 4 -1 -1 4 -1 -1 1 1 1 -1 -1 -1 -1 -1
        2 60 -1 -1 -1 -1 -1 4 -1 -1 5 2 1 -1 -1 -1 -1 -1
        3 90 0 9 4 -1 -1 4 -1 -1 2 2 1 -1 -1 -1 -1 -1
        4 120 0 often 4 -1 -1 4 -1 -1 1 2 1 -1 -1 -1 -1 -1
        """;

    // When
    JsonNode total = total("swf", log);

    // Then the part of a job is none
    assertThat(total.get("cluster").asText()).isEqualTo("tiny");
    assertThat(total.get("submitted").asInt()).isEqualTo(2);
    assertThat(total.get("ended_by_state").toString())
        .isEqualTo("{\"CANCELLED\":1,\"COMPLETED\":1}");
    assertThat(total.get("utilisation").asDouble()).isEqualTo(4 * 3_600.0 / (8 * 3_660));
    assertRead(4, "expected the run in s, or -1, got \"often\"", 7);
  }

  @Test
  void whatSlurmSendsWhenJobsEndIsAccounted() throws IOException {
    // Given
    String log =
        """
        {"jobid": 1, "username": "a", "state": "COMPLETED", "total_cpus": 2, "cluster": "c",
         "@submit": "2026-01-01T00:00:00", "@start": "2026-01-01T00:00:10", "@end": "2026-01-01T00:01:10"}
        {"username": "a", "state": "COMPLETED", "@end": "2026-01-01T00:01:20"}
        {"jobid": 2, "username": "b", "state": "TIMEOUT", "total_cpus": 3, "cluster": "c",
         "@submit": "2026-01-01T00:00:00", "@start": "2026-01-01T00:00:30", "@end": "2026-01-01T00:01:30"}
        """;

    // When
    JsonNode total = total("slurm-json", log);

    // Then
    assertThat(total.get("processor_seconds").asInt()).isEqualTo(5 * 60);
    assertThat(total.get("wait_mean").asInt()).isEqualTo(20);
    assertRead(3, "job_id: expected a column job_id, the line has none", 3);
  }

  private JsonNode total(String format, String log) throws IOException {
    Path file = Files.writeString(folder.resolve("jobs.log"), log);
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "hpc/jobs",
            "--input",
            "jobs=" + file,
            "--format",
            "jobs=" + format,
            "--set",
            "window=total",
            "--out",
            folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    return rows("usage.jsonl").stream()
        .filter(row -> row.get("dimension").asText().equals("all"))
        .findFirst()
        .orElseThrow();
  }

  private void assertRead(int read, String deadBecause, int line) throws IOException {
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
    assertThat(summary.at("/inputs/jobs/read").asInt()).isEqualTo(read);
    assertThat(summary.at("/inputs/jobs/dead").asInt()).isEqualTo(1);
    JsonNode dead = rows("dead-letters.jsonl").get(0);
    assertThat(dead.get("message").asText()).isEqualTo(deadBecause);
    assertThat(dead.get("line").asInt()).isEqualTo(line);
  }

  private List<JsonNode> rows(String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out").resolve(name))) {
      rows.add(json.readTree(line));
    }
    return rows;
  }
}
