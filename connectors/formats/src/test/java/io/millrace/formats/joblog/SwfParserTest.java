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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwfParserTest {
  private static final Instant EPOCH = Instant.ofEpochSecond(1_000_000_000);

  @Test
  void aLineSaysWhenAJobWaitedAndRanAndForWhom() {
    // When
    JobEvent event =
        good(
            JobLogs.last(
                Layout.SWF,
                "; Computer: Intel iPSC/860",
                "; MaxProcs: 128",
                JobLogs.SWF_HEAD,
                JobLogs.SWF));

    // Then
    assertThat(event)
        .isEqualTo(
            JobEvent.newBuilder()
                .setEventTime(EPOCH.plusSeconds(100))
                .setCluster("Intel iPSC/860")
                .setJobId("7")
                .setSubmitTime(EPOCH.plusSeconds(100))
                .setStartTime(EPOCH.plusSeconds(160))
                .setEndTime(EPOCH.plusSeconds(3_760))
                .setRunS(3_600L)
                .setState("COMPLETED")
                .setProcessors(4L)
                .setUser("3")
                .setAccount("5")
                .setQueue("1")
                .setClusterProcessors(128L)
                .build());
  }

  @Test
  void minusOneIsNotKnownAndZeroIsZero() {
    // When
    JobEvent unknown = job("1 0 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1");
    JobEvent zero = job("1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");

    // Then
    assertThat(unknown.getStartTime()).isNull();
    assertThat(unknown.getEndTime()).isNull();
    assertThat(unknown.getRunS()).isNull();
    assertThat(unknown.getProcessors()).isNull();
    assertThat(unknown.getUser()).isNull();
    assertThat(unknown.getState()).isEqualTo("UNKNOWN");
    assertThat(zero.getStartTime()).isEqualTo(EPOCH);
    assertThat(zero.getEndTime()).isEqualTo(EPOCH);
    assertThat(zero.getProcessors()).isZero();
    assertThat(zero.getUser()).isEqualTo("0");
    assertThat(zero.getState()).isEqualTo("FAILED");
  }

  @Test
  void aRunWithoutAWaitHasNoStart() {
    // When
    JobEvent event = job("1 50 -1 30 2 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1");

    // Then
    assertThat(event.getStartTime()).isNull();
    assertThat(event.getEndTime()).isNull();
    assertThat(event.getRunS()).isEqualTo(30);
  }

  @Test
  void aJobThatWasCancelledInTheQueueEndedAndNeverStarted() {
    // When
    JobEvent waited = job("1 50 70 -1 4 -1 -1 4 -1 -1 5 -1 -1 -1 -1 -1 -1 -1");
    JobEvent ran = job("1 50 70 10 4 -1 -1 4 -1 -1 5 -1 -1 -1 -1 -1 -1 -1");

    // Then
    assertThat(waited.getState()).isEqualTo("CANCELLED");
    assertThat(waited.getStartTime()).isNull();
    assertThat(waited.getEndTime()).isEqualTo(EPOCH.plusSeconds(120));
    assertThat(waited.getProcessors()).isNull();
    assertThat(ran.getStartTime()).isEqualTo(EPOCH.plusSeconds(120));
    assertThat(ran.getEndTime()).isEqualTo(EPOCH.plusSeconds(130));
    assertThat(ran.getProcessors()).isEqualTo(4);
  }

  @Test
  void partsOfAJobSayThatTheyAreParts() {
    for (String status : List.of("2", "3", "4")) {
      assertThat(job("1 0 0 9 1 -1 -1 -1 -1 -1 " + status + " -1 -1 -1 -1 -1 -1 -1").getState())
          .isEqualTo("PARTIAL");
    }
  }

  @Test
  void fractionsOfSecondsAreCutOff() {
    assertThat(job("1 0.9 -1 30.7 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1").getRunS())
        .isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          1 2 3                                                | MALFORMED   | expected 18 fields, got 3
          1 -1 0 9 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1      | BAD_TIME    | expected the submission, field 2, got "-1"
          1 soon 0 9 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1    | WRONG_FIELD | expected the submission in s, or -1, got "soon"
          1 0 -2 9 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1      | WRONG_FIELD | expected the wait in s, or -1, got "-2"
          1 0 0 1e99 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1    | WRONG_FIELD | expected the run in s, or -1, got "1e99"
          1 0 0 NaN 1 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1     | WRONG_FIELD | expected the run in s, or -1, got "NaN"
          1 0 0 9 two -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1     | WRONG_FIELD | column 'processors': expected a whole number of 64 bits, got "two"
          1 0 0 9 1 -1 -1 -1 -1 -1 9 -1 -1 -1 -1 -1 -1 -1       | WRONG_FIELD | expected a status from -1 to 5 in field 11, got "9"
          """)
  void aLineThatIsNoneIsRefusedWithTheReason(String line, ErrorCode code, String message) {
    // When
    Decoded.Bad<?> bad = bad(JobLogs.last(Layout.SWF, JobLogs.SWF_HEAD, line));

    // Then
    assertThat(bad.message()).isEqualTo(message);
    assertThat(bad.code()).isEqualTo(code);
  }

  @Test
  void withoutItsHeadALogHasNoTimes() {
    // When
    Decoded.Bad<?> bad = bad(JobLogs.last(Layout.SWF, "; MaxProcs: 128", JobLogs.SWF));

    // Then
    assertThat(bad.code()).isEqualTo(ErrorCode.MISSING_FIELD);
    assertThat(bad.message())
        .isEqualTo(
            "expected a comment '; UnixStartTime: ...' at the head of the file, for times count"
                + " from there");
  }

  @Test
  void onKafkaNoCommentSpeaksForTheLinesOfOtherFiles() {
    // Given
    Decoder<JobEvent> decoder = JobLogs.decoder(Layout.SWF, List.of(), "UTC");

    // When
    Decoded<JobEvent> head = decoder.decode(JobLogs.onKafka(JobLogs.SWF_HEAD));

    // Then
    assertThat(head).isEqualTo(new Decoded.Nothing<>());
    assertThat(bad(decoder.decode(JobLogs.onKafka(JobLogs.SWF))).message())
        .startsWith("expected a comment '; UnixStartTime");
  }

  private static JobEvent job(String line) {
    return good(JobLogs.last(Layout.SWF, JobLogs.SWF_HEAD, line));
  }
}
