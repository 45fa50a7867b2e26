package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.hpc.Usage;
import io.millrace.schemas.hpc.UsageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is not known of jobs, and what is known of them no longer. */
class UnknownUsageTest {
  private static final Duration HOUR = Duration.ofHours(1);

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
    Usage total = Story.total(List.of(cancelled));

    // Then
    assertThat(List.of(total.getSubmitted(), total.getEnded())).containsOnly(1L);
    assertThat(List.of(total.getStarted(), total.getRuns(), total.getWaits())).containsOnly(0L);
    assertThat(total.getWaitMean()).isNull();
  }

  @Test
  void aJobThatNothingIsHeardOfIsGivenUp() throws Exception {
    // Given, with a week as the longest that a job may run
    List<JobEvent> events =
        List.of(Jobs.started("1", 0, 0, 1).build(), Jobs.submitted("2", 30 * 24 * 60).build());

    // When
    List<Usage> days = Story.all(events, UsageWindow.DAY);

    // Then it counts for a week, and no longer
    Map<Instant, Usage> standing = new TreeMap<>();
    days.forEach(row -> standing.put(row.getWindowStart(), row));
    standing.values().removeIf(row -> row.getStatus() == ResultStatus.RETRACTED);
    long used = standing.values().stream().mapToLong(Usage::getProcessorSeconds).sum();
    assertThat(used).isEqualTo(7 * 24 * 3_600);
  }

  @Test
  void whatIsHeardOfAJobThatWasGivenUpCountsNothingTwice() throws Exception {
    // Given a job that ran for 20 days, of which the end is told when its start is forgotten
    List<JobEvent> events =
        List.of(
            Jobs.started("1", 0, 0, 1).build(),
            Jobs.submitted("2", 19 * 24 * 60).build(),
            Jobs.ended("1", 0, 0, 20 * 24 * 60, 1).build());

    // When
    Usage total = Story.total(events);

    // Then
    assertThat(total.getSubmitted()).isEqualTo(2);
    assertThat(total.getStarted()).isEqualTo(1);
    assertThat(total.getEnded()).isEqualTo(1);
    assertThat(total.getProcessorSeconds()).isEqualTo(7 * 24 * 3_600);
    assertThat(total.getUnaccounted()).isEqualTo(1);
  }

  @Test
  void aJobThatWaitedForNineWeeksCountsInTheMonthInWhichItRanWithItsWait() throws Exception {
    // Given, with a week as the longest that a job may run, and the submission as event time
    Instant start = Jobs.MIDNIGHT.plus(Duration.ofDays(63));
    JobEvent event =
        Jobs.submitted("1", 0)
            .setState("COMPLETED")
            .setProcessors(4L)
            .setStartTime(start)
            .setEndTime(start.plusSeconds(3_600))
            .build();

    // When
    List<Usage> months = Story.all(List.of(event), UsageWindow.MONTH);

    // Then
    assertThat(months)
        .extracting(Usage::getWindowStart)
        .containsExactly(Jobs.MIDNIGHT, Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(months.get(0).getSubmitted()).isEqualTo(1);
    assertThat(months.get(0).getProcessorSeconds()).isZero();
    assertThat(months.get(1).getProcessorSeconds()).isEqualTo(4 * 3_600);
    assertThat(months.get(1).getWaitSeconds()).isEqualTo(63 * 24 * 3_600);
    assertThat(months.get(1).getUnaccounted()).isZero();
  }

  @Test
  void aTimeThatCanNotBeIsNotKnownAndHarmsNobody() throws Exception {
    // Given one end in the year 2099, one start in 1970, and processors beyond number
    JobEvent good = Jobs.ended("1", 0, 0, 60, 2).setUser("good").build();
    Instant late = Instant.parse("2099-01-01T00:00:00Z");
    JobEvent future = Jobs.ended("2", 0, 0, 60, 2).setUser("future").setEndTime(late).build();
    JobEvent past =
        Jobs.ended("3", 0, 0, 60, 2).setUser("past").setStartTime(Instant.EPOCH).build();
    JobEvent many = Jobs.ended("4", 0, 0, 60, Long.MAX_VALUE).setUser("many").build();

    // When
    List<JobEvent> events = List.of(good, future, past, many);
    List<Usage> rows = Story.of("total", HOUR).tell(events);

    // Then
    assertThat(Story.of("hour", HOUR).tell(events)).hasSizeLessThan(60);
    assertThat(of(rows, "good").getProcessorSeconds()).isEqualTo(2 * 3_600);
    for (String user : List.of("future", "past", "many")) {
      assertThat(of(rows, user).getProcessorSeconds()).as(user).isNull();
      assertThat(of(rows, user).getUnaccounted()).as(user).isEqualTo(1);
    }
  }

  @Test
  void aJobThatEndsInAStateOfRunningJobsAndNeverStartedIsUnaccounted() throws Exception {
    // Given
    JobEvent failed = Jobs.submitted("1", 0).setState("FAILED").build();
    JobEvent unknown = Jobs.submitted("2", 0).setState("UNKNOWN").build();
    JobEvent cancelled = Jobs.submitted("3", 0).setState("CANCELLED").build();

    // When
    Usage total = Story.total(List.of(failed, unknown, cancelled));

    // Then
    assertThat(total.getEnded()).isEqualTo(3);
    assertThat(total.getUnaccounted()).isEqualTo(2);
    assertThat(total.getProcessorSeconds()).isNull();
    assertThat(total.getEndedByState()).isEqualTo(Map.of("FAILED", 1L, "CANCELLED", 1L));
  }

  private static Usage of(List<Usage> rows, String user) {
    return rows.stream().filter(row -> user.equals(row.getItem())).findFirst().orElseThrow();
  }
}
