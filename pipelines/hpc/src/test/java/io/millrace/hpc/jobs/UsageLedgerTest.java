package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.UsageWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UsageLedgerTest {
  private static final long MIDNIGHT = Instant.parse("2026-01-31T00:00:00Z").getEpochSecond();
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;
  private static final UsageWindow[] ALL = {UsageWindow.HOUR, UsageWindow.DAY, UsageWindow.MONTH};

  /** Once this asked for the end of month after month, for ever. */
  @Example
  void aJobThatStillRunsAtTheEndOfTheInputEndsWithIt() throws Exception {
    for (UsageWindow kind : ALL) {
      // Given
      LedgerRun run = new LedgerRun(DAY, kind).step(MIDNIGHT, 4).step(MIDNIGHT + 5 * HOUR, 1);

      // When
      run.finish();

      // Then
      assertThat(run.standing(kind).values().stream().mapToLong(used -> used).sum())
          .isEqualTo(4 * 5 * HOUR);
      assertThat(run.rows).hasSize(kind == UsageWindow.HOUR ? 6 : 1);
      assertThat(run.state.size()).isZero();
      assertThat(run.timers).isEmpty();
    }
  }

  @Example
  void aJobThatRanOnWhenTimeWentPastTheLastChangeIsCutShortAtTheEnd() throws Exception {
    // Given time that another cluster made pass
    LedgerRun run = new LedgerRun(DAY, UsageWindow.HOUR).step(MIDNIGHT, 2).step(MIDNIGHT + 60, 1);
    run.reach(MIDNIGHT + 3 * HOUR);
    assertThat(run.standing(UsageWindow.HOUR)).hasSize(3);

    // When
    run.finish();

    // Then
    assertThat(run.standing(UsageWindow.HOUR)).isEqualTo(Map.of(MIDNIGHT, 120L));
    assertThat(run.rows)
        .extracting(LedgerRun.Row::status)
        .containsExactly(
            ResultStatus.FINAL,
            ResultStatus.FINAL,
            ResultStatus.FINAL,
            ResultStatus.CORRECTED,
            ResultStatus.RETRACTED,
            ResultStatus.RETRACTED);
  }

  @Example
  void whatIsSaidInALaterHourIsNoPartOfAFinalResult() throws Exception {
    // Given an end that is known early, and one that is not
    LedgerRun run = new LedgerRun(DAY, UsageWindow.HOUR);
    run.step(MIDNIGHT, 1).step(MIDNIGHT + HOUR, MIDNIGHT + 60, -1).reach(MIDNIGHT + HOUR);

    // When
    run.reach(MIDNIGHT + HOUR + 1);

    // Then
    assertThat(run.rows)
        .containsExactly(
            new LedgerRun.Row(UsageWindow.HOUR, MIDNIGHT, "all", HOUR, 0, ResultStatus.FINAL),
            new LedgerRun.Row(UsageWindow.HOUR, MIDNIGHT, "all", 60, 1, ResultStatus.CORRECTED));
  }

  @Example
  void aFirstResultThatComesAfterTheWindowWasClosedIsACorrection() throws Exception {
    // Given
    LedgerRun run = new LedgerRun(DAY, UsageWindow.HOUR);
    run.step(MIDNIGHT + 2 * HOUR, 1).reach(MIDNIGHT + 3 * HOUR);

    // When
    run.step(MIDNIGHT, 1).step(MIDNIGHT + 60, -1).reach(MIDNIGHT + 3 * HOUR + 1);

    // Then
    assertThat(run.rows.get(1))
        .isEqualTo(
            new LedgerRun.Row(UsageWindow.HOUR, MIDNIGHT, "all", 60, 0, ResultStatus.CORRECTED));
  }

  @Example
  void aLongJobToldAtItsEndIsOneWalkBackThroughItsHours() throws Exception {
    // Given a month of hours with a change each
    long start = MIDNIGHT - 30 * DAY;
    LedgerRun run = new LedgerRun(40 * DAY, ALL);
    for (long time = start; time < MIDNIGHT; time += HOUR) {
      run.step(time, 1).reach(time + HOUR);
    }
    int before = run.state.hoursRead;

    // When
    run.step(MIDNIGHT, start, 1).reach(MIDNIGHT + 1);

    // Then, and not one for each of 720 windows
    assertThat(run.state.hoursRead - before).isLessThan(800);
    assertThat(run.rows).filteredOn(row -> row.status() == ResultStatus.CORRECTED).hasSize(750);
  }

  @Example
  void noTimerIsLaterThanTheRetentionAndAllIsForgottenWhenItIsOver() throws Exception {
    // Given
    LedgerRun run = new LedgerRun(7 * DAY, ALL);
    run.step(MIDNIGHT, 1).step(MIDNIGHT + 90 * HOUR, -1).reach(MIDNIGHT + 100 * HOUR);
    long month = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
    assertThat(run.timers.last()).isLessThan((month + 7 * DAY) * 1_000);
    assertThat(run.state.size()).isPositive();

    // When
    run.reach(month + 7 * DAY);

    // Then
    assertThat(run.state.size()).isZero();
    assertThat(run.timers).isEmpty();
  }

  @Example
  void anEndOfAnHourThatIsForgottenChangesOnlyWhatIsKept() throws Exception {
    // Given
    LedgerRun run = new LedgerRun(2 * HOUR, UsageWindow.HOUR);
    run.step(MIDNIGHT, 3).reach(MIDNIGHT + 8 * HOUR);

    // When
    run.step(MIDNIGHT + 60, -3).reach(MIDNIGHT + 8 * HOUR + 1);

    // Then
    Map<Long, Long> standing = run.standing(UsageWindow.HOUR);
    assertThat(standing.remove(MIDNIGHT + 6 * HOUR)).isZero();
    assertThat(standing.values()).containsOnly(3 * HOUR).hasSize(6);
  }

  @Example
  void aStartThatIsToldLateIsCountedInAllHoursSinceThen() throws Exception {
    // Given a cluster that has long done nothing
    LedgerRun run = new LedgerRun(10 * DAY, UsageWindow.HOUR);
    run.step(MIDNIGHT, 1).step(MIDNIGHT + 60, -1).reach(MIDNIGHT + 5 * HOUR);

    // When
    run.step(MIDNIGHT + 5 * HOUR, MIDNIGHT, 2).reach(MIDNIGHT + 6 * HOUR);

    // Then
    assertThat(run.standing(UsageWindow.HOUR).values())
        .containsExactlyInAnyOrder(60 + 2 * HOUR, 2 * HOUR, 2 * HOUR, 2 * HOUR, 2 * HOUR, 2 * HOUR);
    assertThat(run.rows)
        .filteredOn(row -> row.status() == ResultStatus.FINAL)
        .extracting(LedgerRun.Row::start)
        .containsExactly(MIDNIGHT, MIDNIGHT + 5 * HOUR);
  }

  @Property(tries = 60)
  void whateverTheOrderAndThePaceTheWindowsAddUpToTheJobs(@ForAll long seed) throws Exception {
    // Given
    Random random = new Random(seed);
    List<long[]> jobs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      long start = MIDNIGHT + 60 * random.nextInt(3 * 24 * 60);
      jobs.add(new long[] {start, start + 60 * random.nextInt(12 * 60), 1 + random.nextInt(9)});
    }
    LedgerRun run = new LedgerRun(30 * DAY, ALL);
    long time = MIDNIGHT;

    // When jobs are told in any order, starts after ends, while time goes on
    for (long[] job : jobs) {
      boolean endFirst = random.nextBoolean();
      run.step(time, job[endFirst ? 1 : 0], endFirst ? -job[2] : job[2]);
      time += random.nextInt((int) (8 * HOUR));
      run.reach(time);
      run.step(time, job[endFirst ? 0 : 1], endFirst ? job[2] : -job[2]);
    }
    run.finish();

    // Then
    for (UsageWindow kind : ALL) {
      Map<Long, Long> expected = new HashMap<>();
      for (long[] job : jobs) {
        for (long minute = job[0]; minute < job[1]; minute += 60) {
          expected.merge(start(kind, minute), 60 * job[2], Long::sum);
        }
      }
      Map<Long, Long> standing = run.standing(kind);
      standing.values().removeIf(used -> used == 0);
      assertThat(standing).isEqualTo(expected);
    }
    assertThat(run.state.size()).isZero();
    assertThat(run.timers).isEmpty();
  }

  private static long start(UsageWindow kind, long second) {
    return switch (kind) {
      case HOUR -> second / HOUR * HOUR;
      case DAY -> second / DAY * DAY;
      default -> second < MIDNIGHT + DAY ? MIDNIGHT - 30 * DAY : MIDNIGHT + DAY;
    };
  }
}
