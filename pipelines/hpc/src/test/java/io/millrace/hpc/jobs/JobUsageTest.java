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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobUsageTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aRunningJobCountsInEachHourForAsMuchAsItRanThere() throws Exception {
    // Given
    List<JobEvent> events =
        List.of(Jobs.started("1", 0, 30, 4).build(), Jobs.submitted("2", 150).build());

    // When
    List<Usage> hours = all(events, UsageWindow.HOUR);

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
        all(events, UsageWindow.HOUR).stream()
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
    Usage total = total(events);

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
    Usage total = total(events);

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
    Usage total = total(events);

    // Then
    assertThat(total.getSubmitted()).isEqualTo(6);
    assertThat(total.getEnded()).isEqualTo(1);
  }

  @Test
  void whatIsNotKnownIsNullAndWhatIsZeroIsZero() throws Exception {
    // Given one that used nothing, one of unknown size, and one that ended before it began
    JobEvent nothing = Jobs.ended("1", 0, 0, 10, 0).setUser("zero").build();
    JobEvent unknown = Jobs.ended("2", 0, 0, 10, 0).setProcessors(null).setUser("unknown").build();
    JobEvent reversed = Jobs.ended("3", 0, 10, 5, 8).setUser("reversed").build();

    // When
    List<Usage> rows = Story.of("total", HOUR).tell(List.of(nothing, unknown, reversed));

    // Then
    assertThat(of(rows, "zero").getProcessorSeconds()).isZero();
    assertThat(of(rows, "unknown").getProcessorSeconds()).isNull();
    assertThat(of(rows, "unknown").getUtilisation()).isNull();
    assertThat(of(rows, "unknown").getUnaccounted()).isEqualTo(1);
    assertThat(of(rows, "reversed").getProcessorSeconds()).isZero();
    assertThat(of(rows, "reversed").getRunMean()).isZero();
  }

  @Test
  void aCancelledJobThatNeverStartedEnded() throws Exception {
    // Given
    JobEvent cancelled =
        Jobs.submitted("1", 0).setState("CANCELLED").setEndTime(Jobs.at(5)).build();

    // When
    Usage total = total(List.of(cancelled));

    // Then
    assertThat(List.of(total.getSubmitted(), total.getEnded())).containsOnly(1L);
    assertThat(List.of(total.getStarted(), total.getRuns(), total.getWaits())).containsOnly(0L);
    assertThat(total.getWaitMean()).isNull();
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
    Usage total = total(List.of(job));

    // Then
    assertThat(total.getWaitMean()).isEqualTo(133_130);
    assertThat(total.getWaitP50()).isCloseTo(133_130, within(1_331.0));
    assertThat(total.getRunMean()).isEqualTo(259_200);
    assertThat(total.getProcessorSeconds()).isEqualTo(18_432L * 3_600);
    assertThat(total.getBoundedSlowdownMean()).isCloseTo(1.5136, within(5e-5));
  }

  @Test
  void aShortRunIsNoSlowdownOfItsWait() throws Exception {
    // When
    Usage total = total(List.of(Jobs.ended("1", 0, 1, 1, 1).build()));

    // Then
    assertThat(total.getBoundedSlowdownMean()).isEqualTo(6);
  }

  @Test
  void aJobThatNothingIsHeardOfIsGivenUp() throws Exception {
    // Given, with two days as the longest that a job may run
    List<JobEvent> events =
        List.of(Jobs.started("1", 0, 0, 1).build(), Jobs.submitted("2", 10 * 24 * 60).build());

    // When
    List<Usage> days = all(events, UsageWindow.DAY);

    // Then
    List<Usage> fourth =
        days.stream().filter(row -> row.getWindowStart().equals(Jobs.at(3 * 24 * 60))).toList();
    assertThat(fourth)
        .allMatch(
            row -> row.getStatus() == ResultStatus.RETRACTED || row.getProcessorSeconds() > 0);
    assertThat(days).filteredOn(row -> row.getWindowStart().equals(Jobs.at(9 * 24 * 60))).isEmpty();
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

  private static Usage of(List<Usage> rows, String user) {
    return rows.stream().filter(row -> user.equals(row.getItem())).findFirst().orElseThrow();
  }

  private static Usage total(List<JobEvent> events) throws Exception {
    List<Usage> rows = all(events, UsageWindow.TOTAL);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static List<Usage> all(List<JobEvent> events, UsageWindow kind) throws Exception {
    return Story.of(kind.name().toLowerCase(Locale.ROOT), HOUR).tell(events).stream()
        .filter(row -> row.getDimension() == UsageDimension.all)
        .toList();
  }
}
