package io.millrace.formats.joblog;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.joblog.JobLogFormat.Layout;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.ErrorCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SacctJsonParserTest {
  /** As data_parser/v0.0.42 of Slurm 24.11 prints it, shortened. */
  static final String JOB =
      """
      {"account": "physics", "allocation_nodes": 2,
       "array": {"job_id": 0, "task_id": {"set": false, "infinite": false, "number": 0}, "task": ""},
       "association": {"account": "physics", "cluster": "c1", "partition": "", "user": "zoë", "id": 7},
       "cluster": "c1", "job_id": 123, "partition": "batch", "qos": "normal",
       "het": {"job_id": 0, "job_offset": {"set": false, "infinite": false, "number": 0}},
       "required": {"CPUs": 16}, "state": {"current": ["COMPLETED"], "reason": "None"},
       "steps": [{"step": {"id": "123.batch"}, "time": {"start": 1}}],
       "time": {"elapsed": 3600, "eligible": 1767225610, "end": 1767229800, "start": 1767226200,
         "submission": 1767225600, "suspended": 0},
       "tres": {"allocated": [{"type": "cpu", "name": "", "id": 1, "count": 32},
         {"type": "node", "name": "", "id": 4, "count": 2}], "requested": []},
       "user": "zoë"}
      """;

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aJobSaysAllThatAccountingWants() {
    assertThat(job(JOB))
        .isEqualTo(
            JobEvent.newBuilder()
                .setEventTime(MIDNIGHT)
                .setCluster("c1")
                .setJobId("123")
                .setSubmitTime(MIDNIGHT)
                .setEligibleTime(MIDNIGHT.plusSeconds(10))
                .setStartTime(MIDNIGHT.plusSeconds(600))
                .setEndTime(MIDNIGHT.plusSeconds(4_200))
                .setState("COMPLETED")
                .setProcessors(32L)
                .setNodes(2L)
                .setUser("zoë")
                .setAccount("physics")
                .setQueue("batch")
                .setQos("normal")
                .build());
  }

  @Test
  void numbersAndStatesMayBeOfAnyDataParser() {
    // Given 21.08, which has a text for the state, and 25.05, which sets times
    String old = JOB.replace("[\"COMPLETED\"]", "\"COMPLETED\"");
    String plain =
        JOB.replace("{\"current\": [\"COMPLETED\"], \"reason\": \"None\"}", "\"COMPLETED\"");
    String set =
        JOB.replace(
            "\"start\": 1767226200",
            "\"start\": {\"set\": true, \"infinite\": false, \"number\": 1767226200}");

    // Then
    assertThat(job(old)).isEqualTo(job(JOB));
    assertThat(job(plain)).isEqualTo(job(JOB));
    assertThat(job(set)).isEqualTo(job(JOB));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"job_id\": 0, \"task_id\": {\"set\": false|\"job_id\": 9, \"task_id\": {\"set\": true|9_0",
        "\"job_id\": 0, \"task_id\": {\"set\": false|\"job_id\": 9, \"task_id\": {\"set\": false|123",
        "\"het\": {\"job_id\": 0, \"job_offset\": {\"set\": false|\"het\": {\"job_id\": 8, \"job_offset\": {\"set\": true|8+0"
      })
  void idsAreThoseThatSacctPrints(String part, String other, String id) {
    assertThat(job(JOB.replace(part, other)).getJobId()).isEqualTo(id);
  }

  @Test
  void tasksOfAnArrayThatWaitAreOneJobOfThatList() {
    // When
    JobEvent event =
        job(
            JOB.replace("\"array\": {\"job_id\": 0", "\"array\": {\"job_id\": 123")
                .replace("\"task\": \"\"", "\"task\": \"1-3,9%2\""));

    // Then
    assertThat(event.getJobId()).isEqualTo("123_[1-3,9%2]");
  }

  @Test
  void whatIsNotSetIsNotKnown() {
    // When
    JobEvent pending =
        job(JOB.replace("COMPLETED", "PENDING").replace("\"end\": 1767229800", "\"end\": 0"));
    JobEvent infinite =
        job(
            JOB.replace(
                "\"eligible\": 1767225610",
                "\"eligible\": {\"set\": true, \"infinite\": true, \"number\": 0}"));
    JobEvent withoutTres = job(JOB.replace("\"cpu\"", "\"gres\""));

    // Then
    assertThat(pending.getStartTime()).isNull();
    assertThat(pending.getEndTime()).isNull();
    assertThat(pending.getProcessors()).isNull();
    assertThat(infinite.getEligibleTime()).isNull();
    assertThat(withoutTres.getProcessors()).isEqualTo(16);
  }

  @Test
  void onKafkaTheEventTimeIsTheLatestTransition() {
    // When
    JobEvent event =
        good(
            JobLogs.decoder(Layout.SACCT_JSON, List.of(), "Europe/Berlin")
                .decode(JobLogs.onKafka(JOB)));

    // Then
    assertThat(event.getEventTime()).isEqualTo(MIDNIGHT.plusSeconds(4_200));
  }

  @Test
  void whatIsNoJobIsRefusedWithTheReason() {
    // When
    Decoded.Bad<?> text = bad(line(JOB.replace("1767226200", "\"yesterday\"")));
    Decoded.Bad<?> several = bad(line("{\"jobs\": []}"));
    Decoded.Bad<?> timeless = bad(line("{\"job_id\": 1}"));

    Decoded.Bad<?> two = bad(line(JOB.strip() + " {\"job_id\": 2}"));
    Decoded.Bad<?> list = bad(line(JOB.replace("\"qos\": \"normal\"", "\"qos\": [1]")));

    // Then
    assertThat(two.code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(list.message()).isEqualTo("qos: expected a text, got \"[1]\"");
    assertThat(text.code()).isEqualTo(ErrorCode.WRONG_FIELD);
    assertThat(text.message()).startsWith("time.start: expected a whole number");
    assertThat(several.message()).isEqualTo("expected one job, got a document of several");
    assertThat(timeless.message())
        .isEqualTo("expected a time in column submission, start, end, the line has none");
  }

  private static JobEvent job(String json) {
    return good(line(json));
  }

  private static Decoded<JobEvent> line(String json) {
    return JobLogs.last(Layout.SACCT_JSON, json);
  }
}
