package io.millrace.formats.joblog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.joblog.JobLogFormat.Layout;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.ErrorCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlurmJsonParserTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void anObjectSaysAllThatAccountingWants() {
    // When
    JobEvent event = job(JobLogs.JSON);

    // Then
    assertThat(event)
        .isEqualTo(
            JobEvent.newBuilder()
                .setEventTime(MIDNIGHT.plusSeconds(390))
                .setCluster("c2")
                .setJobId("77")
                .setAttempt("2026-01-01T00:05:00")
                .setSubmitTime(MIDNIGHT)
                .setEligibleTime(MIDNIGHT)
                .setStartTime(MIDNIGHT.plusSeconds(300))
                .setEndTime(MIDNIGHT.plusSeconds(390))
                .setState("FAILED")
                .setProcessors(8L)
                .setNodes(2L)
                .setUser("alice")
                .setAccount("bio")
                .setQueue("gpu")
                .setQos("high")
                .build());
  }

  @Test
  void aFileHasTheSameObjects() {
    assertThat(good(JobLogs.last(Layout.SLURM_JSON, JobLogs.JSON))).isEqualTo(job(JobLogs.JSON));
  }

  @Test
  void aTaskOfAnArrayIsNamedByItsArray() {
    // When
    JobEvent event =
        job(JobLogs.JSON.replaceFirst("\\{", "{\"array_job_id\": 70, \"array_task_id\": 4,"));

    // Then
    assertThat(event.getJobId()).isEqualTo("70_4");
  }

  @Test
  void aUserWithoutANameIsItsNumber() {
    assertThat(job(JobLogs.JSON.replace("\"username\": \"alice\",", "")).getUser())
        .isEqualTo("1000");
  }

  @Test
  void aJobThatStartsHasNoEnd() {
    // When
    JobEvent event = job(JobLogs.JSON.replace("FAILED", "RUNNING"));

    // Then
    assertThat(event.getEndTime()).isNull();
    assertThat(event.getEventTime()).isEqualTo(MIDNIGHT.plusSeconds(300));
  }

  @Test
  void aJobThatWasCancelledInTheQueueNeverStarted() {
    // When
    JobEvent event =
        job(
            JobLogs.JSON
                .replace("FAILED", "CANCELLED")
                .replace("2026-01-01T00:05:00", "2026-01-01T00:06:30"));

    // Then
    assertThat(event.getStartTime()).isNull();
    assertThat(event.getAttempt()).isNull();
    assertThat(event.getEndTime()).isEqualTo(MIDNIGHT.plusSeconds(390));
  }

  @Test
  void whatIsUnknownIsNull() {
    // When
    JobEvent event = job(JobLogs.JSON.replace("2026-01-01T00:05:00", "Unknown"));

    // Then
    assertThat(event.getStartTime()).isNull();
  }

  @Test
  void aRecordThatIsNoneIsRefusedWithTheReason() {
    // Given
    Decoder<JobEvent> decoder = JobLogs.decoder(Layout.SLURM_JSON, List.of(), "UTC");

    // When
    List<Decoded.Bad<?>> bad =
        List.of(
            refused(decoder, "{\"jobid\": 1"),
            refused(decoder, "[1]"),
            refused(decoder, ""),
            refused(decoder, JobLogs.JSON.replace("\"jobid\": 77,", "")),
            refused(decoder, JobLogs.JSON.replace("@", "")),
            refused(decoder, JobLogs.JSON.replace("2026-01-01T00:06:30", "soon")),
            refused(decoder, JobLogs.JSON.replace(": 8,", ": 8.5,")));

    // Then
    assertThat(bad.get(0).message()).startsWith("no JSON: ").doesNotContain("\n");
    assertThat(bad.get(1).message()).isEqualTo("expected a JSON object");
    assertThat(bad.get(2).message()).isEqualTo("expected a JSON object");
    assertThat(bad.get(3).message())
        .isEqualTo("job_id: expected a column job_id, the line has none");
    assertThat(bad.get(4).code()).isEqualTo(ErrorCode.MISSING_FIELD);
    assertThat(bad.get(4).message()).startsWith("event_time: expected a column");
    assertThat(bad.get(5).message()).contains("\"soon\"");
    assertThat(bad.get(6).message())
        .isEqualTo("column 'total_cpus': expected a whole number of 64 bits, got \"8.5\"");
    assertThat(good(decoder.decode(JobLogs.onKafka(JobLogs.JSON)))).isEqualTo(job(JobLogs.JSON));
  }

  private static Decoded.Bad<?> refused(Decoder<JobEvent> decoder, String record) {
    return bad(decoder.decode(JobLogs.onKafka(record)));
  }

  private static JobEvent job(String record) {
    return good(
        JobLogs.decoder(Layout.SLURM_JSON, List.of(), "UTC").decode(JobLogs.onKafka(record)));
  }
}
