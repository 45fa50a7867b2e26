package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageDimension;
import io.millrace.schemas.hpc.UsageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What jobs add to the accounts of their cluster. */
class JobUsageTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aRunningJobCountsInEachHourForAsMuchAsItRanThere() throws Exception {
    // Given
    List<JobEvent> events =
        List.of(Jobs.started("1", 0, 30, 4).build(), Jobs.submitted("2", 150).build());

    // When
    List<Usage> hours = Story.all(events, UsageWindow.HOUR);

    // Then the input ended half an hour into the third
    assertThat(hours)
        .extracting(Usage::getProcessorSeconds)
        .containsExactly(7_200L, 14_400L, 7_200L);
    assertThat(hours).extracting(Usage::getRunning).containsOnly(1L);
    assertThat(hours.get(0).getUtilisation()).isEqualTo(0.02);
  }

  @Test
  void anEndToldAfterwardsCorrectsTheHoursBefore() throws Exception {
    // Given a job of three hours of which only the end is told
    List<JobEvent> events =
        List.of(
            Jobs.submitted("2", 0).build(),
            Jobs.submitted("3", 175).build(),
            Jobs.ended("1", 0, 0, 180, 1).build());

    // When
    List<Usage> first =
        Story.all(events, UsageWindow.HOUR).stream()
            .filter(row -> row.getWindowStart().equals(Jobs.MIDNIGHT))
            .toList();

    // Then
    assertThat(first)
        .extracting(Usage::getStatus)
        .containsExactly(ResultStatus.FINAL, ResultStatus.CORRECTED);
    assertThat(first).extracting(Usage::getProcessorSeconds).containsExactly(0L, 3_600L);
    assertThat(first).extracting(Usage::getRevision).containsExactly(0, 1);
  }

  @Test
  void aRequeuedJobIsSubmittedOnceAndStartedTwice() throws Exception {
    // Given
    List<JobEvent> events =
        List.of(
            Jobs.ended("1", 0, 1, 11, 2).setState("REQUEUED").build(),
            Jobs.ended("1", 11, 20, 40, 2).build());

    // When
    Usage total = Story.total(events);

    // Then
    assertThat(total.getSubmitted()).isEqualTo(1);
    assertThat(total.getRequeued()).isEqualTo(1);
    assertThat(total.getStarted()).isEqualTo(2);
    assertThat(total.getProcessorSeconds()).isEqualTo(2 * 30 * 60);
    assertThat(total.getEndedByState()).isEqualTo(Map.of("REQUEUED", 1L, "COMPLETED", 1L));
  }

  @Test
  void aResizedJobGoesOnWithAnotherSize() throws Exception {
    // Given
    List<JobEvent> events =
        List.of(
            Jobs.ended("1", 0, 1, 11, 2).setAttempt("7").setState("RESIZING").build(),
            Jobs.ended("1", 0, 11, 21, 6).setAttempt("8").build());

    // When
    Usage total = Story.total(events);

    // Then
    assertThat(List.of(total.getSubmitted(), total.getStarted(), total.getEnded()))
        .containsOnly(1L);
    assertThat(total.getProcessorSeconds()).isEqualTo((2 + 6) * 600);
    assertThat(total.getWaits()).isEqualTo(1);
  }

  @Test
  void theTasksOfAnArrayAreJobs() throws Exception {
    // Given
    List<JobEvent> events =
        List.of(
            Jobs.submitted("9_[1-3,9-11%2]", 0).build(), Jobs.ended("9_10", 0, 5, 6, 1).build());

    // When
    Usage total = Story.total(events);

    // Then
    assertThat(total.getSubmitted()).isEqualTo(6);
    assertThat(total.getEnded()).isEqualTo(1);
  }

  @Test
  void theVectorOfTheAccountingFixtureHolds() throws Exception {
    // Given 256 processors for three days
    JobEvent job =
        Jobs.ended("1", 0, 0, 0, 256)
            .setSubmitTime(Instant.parse("2015-06-26T13:57:00Z"))
            .setStartTime(Instant.parse("2015-06-28T02:55:50Z"))
            .setEndTime(Instant.parse("2015-07-01T02:55:50Z"))
            .setEventTime(Instant.parse("2015-07-01T02:55:50Z"))
            .build();

    // When
    Usage total = Story.total(List.of(job));

    // Then
    assertThat(total.getWaitMean()).isEqualTo(133_130);
    assertThat(total.getWaitP50()).isCloseTo(133_130, within(1_331.0));
    assertThat(total.getRunMean()).isEqualTo(259_200);
    assertThat(total.getProcessorSeconds()).isEqualTo(18_432L * 3_600);
    assertThat(total.getBoundedSlowdownMean()).isCloseTo(1.5136, within(5e-5));
  }

  @Test
  void theOtherVectorsOfTheAccountingFixtureHold() throws Exception {
    // Given waits of 156,204 s, of which 156,203 s planned, and of 315,702 s
    Instant start = Instant.parse("2015-07-02T00:00:00Z");
    JobEvent.Builder job = Jobs.ended("1", 0, 0, 0, 36).setStartTime(start);
    JobEvent first =
        job.setSubmitTime(start.minusSeconds(156_204))
            .setEligibleTime(start.minusSeconds(156_203))
            .setEndTime(start.plusSeconds(252_184))
            .setEventTime(start.plusSeconds(252_184))
            .build();
    JobEvent second =
        job.setSubmitTime(start.minusSeconds(315_702))
            .setEligibleTime(null)
            .setProcessors(48L)
            .setEndTime(start.plusSeconds(50_449))
            .setEventTime(start.plusSeconds(50_449))
            .build();

    // When
    Usage one = Story.total(List.of(first));
    Usage other = Story.total(List.of(second));

    // Then
    assertThat(one.getWaitMean()).isEqualTo(156_204);
    assertThat(one.getPlannedMean()).isEqualTo(156_203);
    assertThat(one.getProcessorSeconds() / 3_600.0).isCloseTo(2_521.84, within(1e-9));
    assertThat(other.getWaitMean()).isEqualTo(315_702);
    assertThat(other.getProcessorSeconds() / 3_600.0).isCloseTo(672.6533, within(5e-5));
    assertThat(other.getBoundedSlowdownMean()).isCloseTo(7.2578, within(5e-5));
  }

  @Test
  void aShortRunIsNoSlowdownOfItsWait() throws Exception {
    // When
    Usage total = Story.total(List.of(Jobs.ended("1", 0, 1, 1, 1).build()));

    // Then
    assertThat(total.getBoundedSlowdownMean()).isEqualTo(6);
  }

  @Test
  void theTasksOfAnArrayThatStartAreNotSubmittedAgain() throws Exception {
    // Given tasks that get a record of their own when they start
    List<JobEvent> events =
        List.of(
            Jobs.submitted("9_[1-3]", 0).setAttempt("100").build(),
            Jobs.ended("9_1", 0, 5, 6, 1).setAttempt("101").build(),
            Jobs.ended("9_2", 0, 7, 8, 1).setAttempt("100").build());

    // When
    Usage total = Story.total(events);

    // Then
    assertThat(total.getSubmitted()).isEqualTo(3);
    assertThat(total.getRequeued()).isZero();
    assertThat(total.getStarted()).isEqualTo(2);
    assertThat(total.getWaits()).isEqualTo(2);
  }

  @Test
  void textsOfWhateverLengthGoThroughStateAndNetwork() throws Exception {
    // Given texts of more than the 64 KiB that Java's own way to write them takes
    String text = "ü".repeat(70_000);
    List<JobEvent> events =
        Stream.of(
                Jobs.submitted(text, 0),
                Jobs.started(text, 0, 10, 2),
                Jobs.ended(text, 0, 10, 70, 2))
            .map(
                event ->
                    event
                        .setCluster(text)
                        .setAttempt(text)
                        .setUser(text)
                        .setAccount(text)
                        .setQueue(text)
                        .setQos(text))
            .map(JobEvent.Builder::build)
            .toList();
    JobEvent failed = JobEvent.newBuilder(events.get(2)).setState(text).build();

    // When
    List<Usage> hours =
        Story.of("hour", HOUR).tell(List.of(events.get(0), events.get(1), failed), Set.of(1, 2));

    // Then names are cut, and nothing else is
    assertThat(hours)
        .filteredOn(row -> row.getDimension() == UsageDimension.user)
        .allMatch(row -> row.getItem().equals("ü".repeat(1_000)))
        .extracting(Usage::getProcessorSeconds)
        .containsExactly(6_000L, 1_200L);
  }

  @Test
  void aRestoreMakesNoDifferenceAndNothingIsLeft() throws Exception {
    // Given
    List<JobEvent> events = Jobs.random(5, 60);

    // When
    List<Usage> restored = Story.of("hour,day,month,total", HOUR).tell(events, Set.of(20, 77, 140));

    // Then
    assertThat(restored)
        .isNotEmpty()
        .isEqualTo(Story.of("hour,day,month,total", HOUR).tell(events));
  }
}
