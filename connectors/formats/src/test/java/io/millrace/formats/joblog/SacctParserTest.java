package io.millrace.formats.joblog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.joblog.JobLogFormat.Layout;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SacctParserTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aLineSaysAllThatAccountingWants() {
    // When
    JobEvent event = job(JobLogs.SACCT);

    // Then
    assertThat(event)
        .isEqualTo(
            JobEvent.newBuilder()
                .setEventTime(MIDNIGHT)
                .setCluster("c1")
                .setJobId("123")
                .setAttempt("9001")
                .setSubmitTime(MIDNIGHT)
                .setEligibleTime(MIDNIGHT.plusSeconds(10))
                .setStartTime(MIDNIGHT.plusSeconds(600))
                .setEndTime(MIDNIGHT.plusSeconds(4_200))
                .setState("COMPLETED")
                .setProcessors(16L)
                .setUser("zoë")
                .setAccount("physics")
                .setQueue("batch")
                .setQos("normal")
                .build());
  }

  @Test
  void onKafkaTheEventTimeIsTheLatestTransitionAndTheColumnsAreThoseOfTheMapping() {
    // Given
    Decoder<JobEvent> decoder =
        JobLogs.decoder(Layout.SACCT, List.of(JobLogs.SACCT_HEAD.split("\\|")), "Europe/Berlin");

    // When
    JobEvent event = good(decoder.decode(JobLogs.onKafka(JobLogs.SACCT)));

    // Then an hour earlier than the same time in UTC
    assertThat(event.getEventTime()).isEqualTo("2026-01-01T00:10:00Z");
    assertThat(event.getSubmitTime()).isEqualTo("2025-12-31T23:00:00Z");
  }

  @Test
  void stepsOfJobsArePassedOver() {
    for (String step : List.of("123.batch", "123.extern", "123.0", "123_4.batch")) {
      assertThat(line(JobLogs.SACCT.replaceFirst("123", step))).isEqualTo(new Decoded.Nothing<>());
    }
  }

  @Test
  void tasksOfArraysKeepTheirIds() {
    for (String task : List.of("123_4", "123_[1-3,9-11]", "123_[1-9%2]")) {
      assertThat(job(JobLogs.SACCT.replaceFirst("123", task)).getJobId()).isEqualTo(task);
    }
  }

  @Test
  void whoCancelledAJobIsNoPartOfItsState() {
    assertThat(job(JobLogs.SACCT.replace("COMPLETED", "CANCELLED by 1000")).getState())
        .isEqualTo("CANCELLED");
    assertThat(job(JobLogs.SACCT.replace("COMPLETED", "CANCELLED+")).getState())
        .isEqualTo("CANCELLED");
    assertThat(job(JobLogs.SACCT.replace("COMPLETED", "OF_A_LATER_SLURM")).getState())
        .isEqualTo("OF_A_LATER_SLURM");
  }

  @Test
  void aJobThatWasCancelledInTheQueueNeverStarted() {
    // Given Slurm gives the end as the start
    String line =
        JobLogs.SACCT
            .replace("COMPLETED", "CANCELLED by 0")
            .replace("2026-01-01T00:10:00", "2026-01-01T01:10:00");

    // When
    JobEvent event = job(line);

    // Then
    assertThat(event.getStartTime()).isNull();
    assertThat(event.getEndTime()).isEqualTo(MIDNIGHT.plusSeconds(4_200));
  }

  @Test
  void whatAWaitingOrRunningJobIsExpectedToDoIsNotWhatItDid() {
    // When
    JobEvent pending = job(JobLogs.SACCT.replace("COMPLETED", "Pending"));
    JobEvent running = job(JobLogs.SACCT.replace("COMPLETED", "RUNNING"));

    // Then
    assertThat(pending.getState()).isEqualTo("PENDING");
    assertThat(pending.getStartTime()).isNull();
    assertThat(pending.getEndTime()).isNull();
    assertThat(pending.getProcessors()).isNull();
    assertThat(running.getStartTime()).isNotNull();
    assertThat(running.getEndTime()).isNull();
    assertThat(running.getProcessors()).isEqualTo(16);
  }

  @Test
  void whatIsNotKnownIsNullAndZeroProcessorsAreZero() {
    // When
    JobEvent unknown = job("5|1|c1||None|N/A||2026-01-01T00:00:00|Unknown|Unknown|Unknown|FAILED|");
    JobEvent cloud = job(JobLogs.SACCT.replace("|16", "|0"));

    // Then
    assertThat(unknown.getUser()).isNull();
    assertThat(unknown.getAccount()).isNull();
    assertThat(unknown.getQueue()).isNull();
    assertThat(unknown.getEligibleTime()).isNull();
    assertThat(unknown.getStartTime()).isNull();
    assertThat(unknown.getEndTime()).isNull();
    assertThat(unknown.getProcessors()).isNull();
    assertThat(cloud.getProcessors()).isZero();
  }

  @Test
  void columnsMayComeInAnyOrderAndOthersAreLeftAlone() {
    // When
    JobEvent event =
        good(
            JobLogs.last(
                Layout.SACCT,
                "ReqMem|State|AllocCPUS|Submit|JobIDRaw",
                "3000Mc|COMPLETED|2|2026-01-01T00:00:00|42"));

    // Then
    assertThat(event.getJobId()).isEqualTo("42");
    assertThat(event.getProcessors()).isEqualTo(2);
  }

  @Test
  void aLineThatIsNoneIsRefusedWithTheReason() {
    // Given
    String short1 = "123|9001|c1";
    String wrongTime = JobLogs.SACCT.replace("2026-01-01T01:10:00", "yesterday");
    String wrongCpus = JobLogs.SACCT.replace("|16", "|16X");
    String noTime = "5|1|c1||||||Unknown|Unknown|Unknown|PENDING|";
    String noJob = JobLogs.SACCT.replaceFirst("123", "");

    // When
    List<Decoded<JobEvent>> lines =
        JobLogs.file(
            Layout.SACCT,
            JobLogs.SACCT_HEAD,
            short1,
            wrongTime,
            wrongCpus,
            noTime,
            noJob,
            JobLogs.SACCT);

    // Then the line after them reads as ever
    assertThat(bad(lines.get(1)).message()).isEqualTo("expected 13 columns between '|', got 3");
    assertThat(bad(lines.get(2)).message()).startsWith("column 'End': ").contains("\"yesterday\"");
    assertThat(bad(lines.get(3)).message())
        .isEqualTo("column 'NCPUS': expected a whole number of 64 bits, got \"16X\"");
    assertThat(bad(lines.get(4)).message())
        .isEqualTo("expected a time in column Submit, Start, End, the line has none");
    assertThat(bad(lines.get(5)).message())
        .isEqualTo("job_id: expected a column JobID or JobIDRaw, the line has none");
    assertThat(good(lines.get(6))).isEqualTo(job(JobLogs.SACCT));
  }

  @Test
  void withoutASubmissionTheStartElseTheEndIsTheEventTimeAndTheWaitIsNotKnown() {
    // Given
    String head = "JobID|Start|End|State|AllocCPUS";
    String ended = "7|2026-01-01T00:10:00|2026-01-01T01:10:00|COMPLETED|4";
    String cancelled = "8|Unknown|2026-01-01T01:10:00|CANCELLED by 0|0";

    // When
    List<Decoded<JobEvent>> lines = JobLogs.file(Layout.SACCT, head, ended, cancelled);

    // Then
    JobEvent first = good(lines.get(1));
    assertThat(first.getEventTime()).isEqualTo(MIDNIGHT.plusSeconds(600));
    assertThat(first.getStartTime()).isEqualTo(MIDNIGHT.plusSeconds(600));
    assertThat(first.getSubmitTime()).isNull();
    assertThat(good(lines.get(2)).getEventTime()).isEqualTo(MIDNIGHT.plusSeconds(4_200));
    assertThat(((Decoded.Ok<JobEvent>) lines.get(1)).warnings())
        .containsExactly(new DataWarning(Warning.NO_SUBMISSION, "column 'Submit'", "jobs.log:2"));
  }

  @Test
  void aCountWithASuffixIsWrittenOutInPowersOf1024AndWarnedOf() {
    // When
    Decoded<JobEvent> line = line(JobLogs.SACCT.replace("|16", "|1.50K"));

    // Then
    assertThat(good(line).getProcessors()).isEqualTo(1_536);
    assertThat(job(JobLogs.SACCT.replace("|16", "|1K")).getProcessors()).isEqualTo(1_024);
    assertThat(job(JobLogs.SACCT.replace("|16", "|2M")).getProcessors()).isEqualTo(2_097_152);
    assertThat(((Decoded.Ok<JobEvent>) line).warnings())
        .extracting(DataWarning::kind, DataWarning::detail)
        .containsExactly(tuple(Warning.SHORTENED_COUNT, "column 'NCPUS'"));
  }

  @Test
  void jsonIsNotTakenForLines() {
    assertThat(bad(JobLogs.last(Layout.SACCT, "{\"jobs\": [")).message())
        .contains("sacct --json")
        .contains("sacct-json");
  }

  @Test
  void withoutNamesOfColumnsNothingCanBeRead() {
    // When
    Decoded.Bad<?> bad = bad(JobLogs.last(Layout.SACCT, JobLogs.SACCT));

    // Then
    assertThat(bad.code()).isEqualTo(ErrorCode.MISSING_FIELD);
    assertThat(bad.message())
        .isEqualTo(
            "expected a line of column names at the head of the file, or 'columns' in the"
                + " mapping");
  }

  private static JobEvent job(String line) {
    return good(line(line));
  }

  private static Decoded<JobEvent> line(String line) {
    return JobLogs.last(Layout.SACCT, JobLogs.SACCT_HEAD, line);
  }
}
