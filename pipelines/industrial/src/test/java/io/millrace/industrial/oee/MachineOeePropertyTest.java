package io.millrace.industrial.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.PlannedBy;
import io.millrace.schemas.industrial.WindowKind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What holds of any facts of one machine, within a day. */
class MachineOeePropertyTest {
  private static final long SECOND = 1_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private static final long MICRO_STOP = 120 * SECOND;

  @Property(tries = 12)
  void lossesAddUpToPlannedTimeThatMadeNoGoodPartExactly(
      @ForAll @LongRange(max = 1L << 40) long seed) throws Exception {
    // Given
    List<Fact> facts = facts(new Random(seed));

    // When
    Map<PlantWindow, Oee> rows = rows(facts, Integer.MAX_VALUE);

    // Then
    assertThat(rows).isNotEmpty();
    for (Oee row : rows.values()) {
      long idealGood = Math.round(row.getPlannedBusyS() * 1e6) - row.getTotalLossUs();
      assertThat(row.getTotalLossUs())
          .isEqualTo(
              row.getAvailabilityLossUs() + row.getPerformanceLossUs() + row.getQualityLossUs());
      assertThat(row.getAvailabilityLossUs())
          .isEqualTo(
              row.getSetupLossUs()
                  + row.getMaintenanceLossUs()
                  + row.getDelayLossUs()
                  + row.getDownLossUs()
                  + row.getUnknownLossUs())
          .isEqualTo(row.getStopUsByReason().values().stream().mapToLong(Long::longValue).sum());
      assertThat(row.getIdealGoodS() * 1e6).isEqualTo(idealGood, within(1.0));
      if (row.getReason() == null) {
        assertThat(row.getAvailability() * row.getPerformance() * row.getQuality())
            .isEqualTo(row.getOee(), within(1e-9 * Math.max(1, row.getOee())));
      }
    }
  }

  @Property(tries = 12)
  void orderOfArrivalMakesNoDifferenceToWhatStandsInTheEnd(
      @ForAll @LongRange(max = 1L << 40) long seed) throws Exception {
    // Given facts in any order, of which the last half comes when windows are complete
    Random random = new Random(seed);
    List<Fact> facts = facts(random);
    List<Fact> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);

    // When
    Map<PlantWindow, Oee> late = rows(shuffled, shuffled.size() / 2);

    // Then
    assertThat(late).isEqualTo(rows(facts, Integer.MAX_VALUE));
  }

  @Property(tries = 12)
  void sayingAgainThatAStateHoldsChangesNothing(@ForAll @LongRange(max = 1L << 40) long seed)
      throws Exception {
    // Given states split in two, of a machine that is heard of often enough
    Random random = new Random(seed);
    List<Fact> facts = facts(random);
    List<Fact.State> states =
        facts.stream()
            .filter(Fact.State.class::isInstance)
            .map(Fact.State.class::cast)
            .filter(state -> state.id() == null && state.supersedes() == null)
            .sorted(Fact.State.ORDER)
            .toList();
    List<Fact> split = new ArrayList<>(facts);
    List<Fact> all = facts.stream().sorted(Comparator.comparingLong(Fact::time)).toList();
    for (Fact.State state : states) {
      long next =
          all.stream()
              .filter(fact -> fact instanceof Fact.State && fact.time() > state.time())
              .mapToLong(Fact::time)
              .min()
              .orElse(DAY);
      if (next - state.time() > 1 && holds(state, facts)) {
        split.add(
            new Fact.State(
                state.time() + (next - state.time()) / 2,
                state.state(),
                state.mode(),
                state.reason(),
                state.order(),
                null,
                null,
                null,
                0,
                state.sequence()));
      }
    }

    // When
    Map<PlantWindow, Oee> rows = rows(split, Integer.MAX_VALUE, 2 * DAY);

    // Then windows in which a state was said again may be told of that were not before
    assertThat(rows).containsAllEntriesOf(rows(facts, Integer.MAX_VALUE, 2 * DAY));
  }

  /** Whether no other state begins at the same time. */
  private static boolean holds(Fact.State state, List<Fact> facts) {
    return facts.stream()
            .filter(fact -> fact instanceof Fact.State && fact.time() == state.time())
            .count()
        == 1;
  }

  /**
   * The latest rows, without revision and status, for facts in an order of arrival.
   *
   * @param early how many of them arrive before the watermark moves at all
   */
  private static Map<PlantWindow, Oee> rows(List<Fact> facts, int early) throws Exception {
    return rows(facts, early, 3 * 3_600 * SECOND);
  }

  private static Map<PlantWindow, Oee> rows(List<Fact> facts, int early, long believed)
      throws Exception {
    Map<PlantWindow, Oee> rows = new TreeMap<>(Comparator.comparing(PlantWindow::toString));
    MemoryLedger state = new MemoryLedger();
    TreeSet<Long> timers = new TreeSet<>();
    MachineOee machine =
        new MachineOee(
            new PlantWindows(
                ZoneId.of("Asia/Kolkata"),
                List.of(WindowKind.HOUR, WindowKind.DAY, WindowKind.ROLLING),
                Duration.ofHours(1),
                Duration.ofMinutes(20)),
            true,
            new Rules(false, MICRO_STOP, believed, true),
            new Retention(2 * DAY, 2 * DAY + MICRO_STOP, believed, 9 * DAY),
            0,
            state,
            timers::add,
            new Standing(rows));
    long reached = Long.MIN_VALUE;
    for (int i = 0; i < facts.size(); i++) {
      if (i == early) {
        reached = DAY / 2;
        fire(machine, timers, reached);
      }
      machine.add(facts.get(i), reached);
    }
    fire(machine, timers, Long.MAX_VALUE);
    assertThat(state.isEmpty()).as("nothing is left").isTrue();
    return rows;
  }

  /** Keeps what stands of each window. */
  private record Standing(Map<PlantWindow, Oee> rows) implements MachineOee.Results {
    @Override
    public void emit(PlantWindow window, Elements elements, int revision, ResultStatus status) {
      if (status == ResultStatus.RETRACTED) {
        rows.remove(window);
      } else {
        rows.put(
            window,
            OeeRecords.of("m1", window, elements, PlannedBy.CALENDAR, 0, ResultStatus.FINAL));
      }
    }

    @Override
    public void duplicate(Fact fact) {
      // What stands is as it was.
    }

    @Override
    public void replaces(Fact fact) {
      // What stands is seen in the results.
    }
  }

  private static void fire(MachineOee machine, TreeSet<Long> timers, long reached)
      throws Exception {
    while (!timers.isEmpty() && timers.first() <= reached) {
      machine.onTime(timers.pollFirst());
    }
  }

  private static List<Fact> facts(Random random) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Cycle(-DAY, null, 1 + random.nextInt(100) / 3.0, null));
    for (int i = 0; i < 5; i++) {
      long from = random.nextInt(86_400) * SECOND;
      CalendarKind kind = i < 3 ? CalendarKind.SHIFT : CalendarKind.PLANNED_STOP;
      long length = (i < 3 ? 8 : 1) * 3_600 * SECOND;
      String replaced = i == 2 ? "k" + random.nextInt(3) : null;
      facts.add(new Fact.Entry(from, from + length, kind, null, "k" + i, replaced, (long) i));
    }
    for (int i = 0; i < 30; i++) {
      boolean corrects = random.nextInt(8) == 0;
      facts.add(
          new Fact.State(
              random.nextInt(8_640) * 10 * SECOND,
              MachineryState.values()[random.nextInt(5)],
              MachineryMode.values()[random.nextInt(4)],
              random.nextBoolean() ? null : "r" + random.nextInt(2),
              null,
              random.nextBoolean() ? "s" + i : null,
              corrects ? "s" + random.nextInt(30) : null,
              null,
              0,
              (long) i));
    }
    long total = 0;
    for (int i = 0; i < 30; i++) {
      total = random.nextInt(10) == 0 ? random.nextInt(9) : total + random.nextInt(50);
      boolean cumulative = i % 3 > 0;
      facts.add(
          new Fact.Count(
              random.nextInt(86_400) * SECOND + random.nextInt(1_000_000),
              cumulative ? CountTemporality.CUMULATIVE : CountTemporality.DELTA,
              "c" + i % 3,
              null,
              null,
              total,
              null,
              random.nextBoolean() ? total / 10 : null,
              null,
              null,
              0,
              (long) i));
    }
    return facts;
  }
}
