package io.millrace.industrial.oee;

import static io.millrace.industrial.oee.Plant.SHIFTS;
import static io.millrace.industrial.oee.Plant.at;
import static io.millrace.industrial.oee.Plant.cycle;
import static io.millrace.industrial.oee.Plant.entry;
import static io.millrace.industrial.oee.Plant.idle;
import static io.millrace.industrial.oee.Plant.made;
import static io.millrace.industrial.oee.Plant.parameters;
import static io.millrace.industrial.oee.Plant.plannedStop;
import static io.millrace.industrial.oee.Plant.running;
import static io.millrace.industrial.oee.Plant.shift;
import static io.millrace.industrial.oee.Plant.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OeeFunctionTest {
  private static final Map<Fact.Kind, Duration> LATENESS =
      Map.of(
          Fact.Kind.STATES, Duration.ofDays(2),
          Fact.Kind.COUNTS, Duration.ofDays(2),
          Fact.Kind.CALENDAR, Duration.ofDays(2),
          Fact.Kind.CYCLES, Duration.ofDays(365));

  private static final OeeParameters ALL =
      parameters(WindowKind.SHIFT, WindowKind.HOUR, WindowKind.DAY, WindowKind.ROLLING);

  @Test
  void aRelabelledStopCorrectsTheResultsThatItTouchesAndNoOthers() throws Exception {
    // Given a day that is complete
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(ALL).open()) {
      send(
          harness,
          shift("06:00", "14:00"),
          shift("14:00", "22:00"),
          running("06:00"),
          state("08:10", MachineryState.NOT_EXECUTING, MachineryMode.NONE).setId("s2").build(),
          running("08:20"));
      watermark(harness, "2026-03-03T06:00:00Z");
      harness.take();

      // When
      send(
          harness,
          state("08:10", MachineryState.NOT_EXECUTING, MachineryMode.SETUP)
              .setSupersedes("s2")
              .build());
      watermark(harness, "2026-03-03T06:00:00.001Z");

      // Then the stop is in one hour, one shift, one day, and 14 rolling windows
      List<Oee> corrected = harness.take();
      assertThat(corrected).allMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
      assertThat(corrected).allMatch(row -> row.getRevision() == 1);
      assertThat(corrected).allMatch(row -> row.getDownS() == 0 && row.getSetupS() > 0);
      assertThat(corrected)
          .filteredOn(row -> row.getWindowKind() != WindowKind.ROLLING)
          .extracting(Oee::getWindowStart)
          .containsExactlyInAnyOrder(at("00:00"), at("06:00"), at("08:00"));
      assertThat(corrected)
          .filteredOn(row -> row.getWindowKind() == WindowKind.ROLLING)
          .hasSize(14)
          .allMatch(row -> row.getWindowEnd().isAfter(at("08:10")))
          .allMatch(row -> row.getWindowStart().isBefore(at("08:20")));
      assertThat(harness.count("states", Tally.Kind.REPLACED)).isEqualTo(1);
    }
  }

  @Test
  void aFurtherCycleTimeFromOneTimeOnReplacesTheOneBeforeAndALaterOneNone() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(SHIFTS).open()) {
      send(harness, shift("06:00", "14:00"), running("06:00"));
      send(harness, cycle(null, "07:00", 60), cycle(null, "08:00", 60));
      send(harness, cycle(null, "07:00", 60), cycle(null, "07:00", 50));

      // When
      watermark(harness, "20:00");

      // Then
      assertThat(harness.count("cycles", Tally.Kind.REPLACED)).isEqualTo(1);
      assertThat(harness.count("cycles", Tally.Kind.DUPLICATES)).isEqualTo(1);
      assertThat(harness.count("states", Tally.Kind.REPLACED)).isZero();
    }
  }

  @Test
  void whatChangesNothingCorrectsNothing() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(ALL).open()) {
      send(harness, shift("06:00", "14:00"), running("06:00"), idle("13:00"));
      watermark(harness, "2026-03-03T06:00:00Z");
      harness.take();

      // When it is said again, and said in between, that the machine runs
      send(harness, running("06:00"), running("09:00"));
      watermark(harness, "2026-03-03T06:00:00.001Z");

      // Then
      assertThat(harness.take()).isEmpty();
      assertThat(harness.count("states", Tally.Kind.DUPLICATES)).isEqualTo(1);
    }
  }

  @Test
  void lateTotalsMovePartsBetweenTheHoursThatTheyLieIn() throws Exception {
    // Given totals of 06:30 and 08:30
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness =
        harness(parameters(WindowKind.HOUR)).open()) {
      send(
          harness,
          shift("06:00", "10:00"),
          cycle(30),
          running("06:00"),
          Plant.totals("06:30", 100, 0),
          Plant.totals("08:30", 200, 0));
      watermark(harness, "12:00");
      harness.take();

      // When those of 07:30 come
      send(harness, Plant.totals("07:30", 160, 0));
      watermark(harness, "12:00:00.001");

      // Then
      assertThat(harness.take())
          .extracting(Oee::getWindowStart, Oee::getProduced)
          .containsExactly(tuple(at("07:00"), 60L), tuple(at("08:00"), 40L));
    }
  }

  @Test
  void aCorrectedCycleTimeCorrectsPerformanceFromThenOn() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness =
        harness(parameters(WindowKind.HOUR)).open()) {
      send(
          harness,
          shift("06:00", "09:00"),
          cycle(30),
          running("06:00"),
          made("06:30", 10, 0),
          made("07:30", 10, 0),
          made("08:30", 10, 0));
      watermark(harness, "12:00");
      harness.take();

      // When
      send(harness, cycle(null, "07:00", 60));
      watermark(harness, "12:00:00.001");

      // Then
      List<Oee> corrected = harness.take();
      assertThat(corrected)
          .extracting(Oee::getWindowStart)
          .containsExactly(at("07:00"), at("08:00"));
      assertThat(corrected).allMatch(row -> row.getIdealS() == 600);
    }
  }

  @Test
  void aShiftThatIsMovedIsTakenBackAndItsNewWindowTold() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(SHIFTS).open()) {
      send(
          harness,
          entry("06:00", "14:00", CalendarKind.SHIFT).setId("k1").build(),
          running("06:00"));
      watermark(harness, "20:00");
      harness.take();

      // When it turns out to have ended at noon, and later not to have been at all
      send(
          harness,
          entry("06:00", "12:00", CalendarKind.SHIFT).setId("k2").setSupersedes("k1").build());
      watermark(harness, "20:00:00.001");
      send(harness, entry("06:00", "12:00", CalendarKind.CANCELLED).setSupersedes("k2").build());
      watermark(harness, "20:00:00.002");

      // Then
      assertThat(harness.take())
          .extracting(Oee::getWindowEnd, Oee::getStatus, Oee::getRevision)
          .containsExactly(
              tuple(at("14:00"), ResultStatus.RETRACTED, 1),
              tuple(at("12:00"), ResultStatus.FINAL, 0),
              tuple(at("12:00"), ResultStatus.RETRACTED, 1));
      assertThat(harness.count("calendar", Tally.Kind.REPLACED)).isEqualTo(2);
    }
  }

  @Test
  void aPlannedStopThatComesLateCorrects() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(SHIFTS).open()) {
      send(harness, shift("06:00", "14:00"), running("06:00"), idle("10:00"), running("11:00"));
      watermark(harness, "2026-03-03T06:00:00Z");
      harness.take();

      // When
      send(harness, plannedStop("10:00", "11:00"));
      watermark(harness, "2026-03-03T06:00:00.001Z");

      // Then
      assertThat(harness.take())
          .singleElement()
          .satisfies(row -> assertThat(row.getStatus()).isEqualTo(ResultStatus.CORRECTED))
          .satisfies(row -> assertThat(row.getPlannedBusyS()).isEqualTo(7 * 3_600))
          .satisfies(row -> assertThat(row.getAvailability()).isEqualTo(1));
    }
  }

  @Test
  void lateFactsThatComeTogetherCorrectEachResultOnce() throws Exception {
    // Given a day that is complete
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(ALL).open()) {
      send(harness, shift("06:00", "14:00"), cycle(30), running("06:00"));
      watermark(harness, "2026-03-03T06:00:00Z");
      harness.take();

      // When a machine that was cut off tells of its morning, also what of it was wrong
      for (int minute = 10; minute < 50; minute += 2) {
        MachineState.Builder stop =
            state("08:" + minute, MachineryState.NOT_EXECUTING, MachineryMode.NONE);
        send(
            harness,
            stop.setId("s" + minute).build(),
            stop.setMode(MachineryMode.SETUP).setId(null).setSupersedes("s" + minute).build(),
            running("08:" + (minute + 1)),
            made("08:" + minute, 1, 0));
      }
      assertThat(harness.take()).isEmpty();
      watermark(harness, "2026-03-03T06:00:00.001Z");

      // Then an hour, a shift, a day and the rolling windows of 40 minutes have one correction each
      List<Oee> corrected = harness.take();
      assertThat(corrected)
          .hasSize(3 + 43)
          .allMatch(row -> row.getRevision() == 1 && row.getStatus() == ResultStatus.CORRECTED);
      assertThat(corrected)
          .filteredOn(row -> row.getWindowKind() == WindowKind.SHIFT)
          .singleElement()
          .satisfies(row -> assertThat(row.getSetupS()).isEqualTo(20 * 60))
          .satisfies(row -> assertThat(row.getProduced()).isEqualTo(20));
    }
  }

  @Test
  void lateFactsThatUndoEachOtherCorrectNothing() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(ALL).open()) {
      send(
          harness,
          entry("06:00", "14:00", CalendarKind.SHIFT).setId("k1").build(),
          running("06:00"));
      watermark(harness, "2026-03-03T06:00:00Z");
      harness.take();

      // When the shift is moved, and moved back
      send(
          harness,
          entry("06:00", "12:00", CalendarKind.SHIFT).setId("k2").setSupersedes("k1").build(),
          entry("06:00", "14:00", CalendarKind.SHIFT).setSupersedes("k2").build());
      watermark(harness, "2026-03-03T06:00:00.001Z");

      // Then
      assertThat(harness.take()).isEmpty();
    }
  }

  @Test
  void lateFactsThatWaitOutliveARestore() throws Exception {
    // Given
    OperatorSubtaskState snapshot;
    try (OperatorHarness<Tuple2<String, Fact>, Oee> first = harness(SHIFTS).open()) {
      send(first, shift("06:00", "14:00"), running("06:00"));
      watermark(first, "20:00");
      send(first, idle("10:00"));
      snapshot = first.snapshot();
    }

    // When event time goes on, from before where it was
    try (OperatorHarness<Tuple2<String, Fact>, Oee> second =
        harness(SHIFTS).restore(List.of(snapshot))) {
      watermark(second, "19:00");
      assertThat(second.take()).isEmpty();
      watermark(second, "20:01");

      // Then
      assertThat(second.take())
          .extracting(Oee::getRevision, Oee::getAvailability)
          .containsExactly(tuple(1, 0.5));
    }
  }

  @Test
  void anOpenShiftShowsWhatItHasWhereEarlyResultsAreAskedFor() throws Exception {
    // Given
    OeeParameters early = Plant.early(SHIFTS, Duration.ofHours(1));
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(early).open()) {
      send(harness, shift("06:00", "09:00"), running("06:00"));

      // When
      watermark(harness, "23:00");

      // Then
      assertThat(harness.take())
          .extracting(Oee::getPlannedBusyS, Oee::getStatus, Oee::getRevision)
          .containsExactly(
              tuple(3_600.0, ResultStatus.PROVISIONAL, 0),
              tuple(7_200.0, ResultStatus.PROVISIONAL, 1),
              tuple(10_800.0, ResultStatus.FINAL, 2));
    }
  }

  @Test
  void whatComesLaterStillIsKeptAsideAndCorrectsNothing() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(SHIFTS).open()) {
      send(harness, shift("06:00", "14:00"), running("06:00"));
      watermark(harness, "2026-03-04T10:00:00Z");
      harness.take();

      // When
      MachineState tooLate = idle("10:00");
      send(harness, tooLate);
      watermark(harness, "2026-03-04T10:00:00.001Z");

      // Then
      assertThat(harness.takeSide(OeeFunction.LATE))
          .flatExtracting(
              late -> FactRecords.records(late.f0, late.f1, MachineState.class).toList())
          .containsExactly(tooLate);
      assertThat(harness.count("states", Tally.Kind.LATE)).isEqualTo(1);
      assertThat(harness.take()).isEmpty();
    }
  }

  @Test
  void aClockInTheFutureDoesNotDisturbOtherMachinesOrWindows() throws Exception {
    // Given
    MachineState ofFuture = running("2099-01-01T00:00:00Z");
    try (OperatorHarness<Tuple2<String, Fact>, Oee> poisoned = harness(SHIFTS).open();
        OperatorHarness<Tuple2<String, Fact>, Oee> clean = harness(SHIFTS).open()) {
      send(poisoned, ofFuture, shift("06:00", "14:00"), running("06:00"), idle("09:00"));
      send(clean, shift("06:00", "14:00"), running("06:00"), idle("09:00"));

      // When
      watermark(poisoned, "20:00");
      watermark(clean, "20:00");

      // Then
      assertThat(poisoned.take()).isNotEmpty().isEqualTo(clean.take());
      poisoned.finish();
      poisoned.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothingIsLeftAfterTheEndHoweverLateEventsCame(long seed) throws Exception {
    // Given
    List<SpecificRecord> events = shuffled(seed);
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness =
        harness(Plant.early(ALL, Duration.ofHours(1))).open()) {
      play(harness, events);

      // When
      harness.finish();

      // Then
      harness.assertNothingLeft();
    }
  }

  @Test
  void stateIsForgottenWhenItsRetentionIsOver() throws Exception {
    // Given
    try (OperatorHarness<Tuple2<String, Fact>, Oee> harness = harness(ALL).open()) {
      send(harness, shift("06:00", "14:00"), running("06:00"), made("07:00", 5, 0), idle("14:00"));

      // When the lateness, the longest shift and the belief in the last state are over
      watermark(harness, "2026-03-07T16:00:00Z");

      // Then
      harness.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void aRestoreInTheMiddleMakesNoDifference(long seed) throws Exception {
    // Given
    List<SpecificRecord> events = shuffled(seed);
    int half = events.size() / 2;
    List<Oee> restored = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (OperatorHarness<Tuple2<String, Fact>, Oee> first = harness(ALL).open()) {
      play(first, events.subList(0, half));
      restored.addAll(first.take());
      snapshot = first.snapshot();
    }

    // When
    try (OperatorHarness<Tuple2<String, Fact>, Oee> second =
        harness(ALL).restore(List.of(snapshot))) {
      play(second, events.subList(half, events.size()));
      second.finish();
      restored.addAll(second.take());
      second.assertNothingLeft();
    }

    // Then
    try (OperatorHarness<Tuple2<String, Fact>, Oee> whole = harness(ALL).open()) {
      play(whole, events);
      whole.finish();
      assertThat(latest(restored)).isNotEmpty().isEqualTo(latest(whole.take()));
    }
  }

  @Test
  void whatWasTooLateBeforeARestoreIsTooLateAfterIt() throws Exception {
    // Given
    OperatorSubtaskState snapshot;
    try (OperatorHarness<Tuple2<String, Fact>, Oee> first = harness(SHIFTS).open()) {
      watermark(first, "2026-03-04T10:00:00Z");
      send(first, running("2026-03-04T11:00:00Z"));
      snapshot = first.snapshot();
    }

    // When no watermark has come yet
    try (OperatorHarness<Tuple2<String, Fact>, Oee> second =
        harness(SHIFTS).restore(List.of(snapshot))) {
      send(second, idle("09:00"));

      // Then
      assertThat(second.count("states", Tally.Kind.LATE)).isEqualTo(1);
    }
  }

  /** In an order in which some come two days late. */
  private static List<SpecificRecord> shuffled(long seed) {
    Story story = RandomPlant.story(seed);
    Random random = new Random(seed);
    record Arrival(SpecificRecord event, Instant time) {}
    List<Arrival> arrivals = new ArrayList<>();
    List<SpecificRecord> all = new ArrayList<>(story.states);
    all.addAll(story.counts);
    all.addAll(story.calendar);
    all.addAll(story.cycles);
    for (SpecificRecord event : all) {
      long delay = random.nextInt(10) == 0 ? random.nextInt(40 * 3_600) : random.nextInt(600);
      arrivals.add(new Arrival(event, timeOf(event).plusSeconds(delay)));
    }
    arrivals.sort(Comparator.comparing(Arrival::time));
    return arrivals.stream().map(Arrival::event).toList();
  }

  /** Every event, each followed by the watermark that it brings. */
  private static void play(
      OperatorHarness<Tuple2<String, Fact>, Oee> harness, List<SpecificRecord> events)
      throws Exception {
    for (SpecificRecord event : events) {
      send(harness, event);
      harness.watermark(timeOf(event).minusSeconds(600).toEpochMilli());
    }
  }

  private static List<String> latest(List<Oee> rows) {
    return CanonicalResults.latest(rows, "machine", "window_kind");
  }

  private static OperatorHarness<Tuple2<String, Fact>, Oee> harness(OeeParameters parameters)
      throws Exception {
    return OperatorHarness.of(
        new OeeFunction(parameters, LATENESS),
        fact -> fact.f0,
        Types.STRING,
        new AvroRecordTypeInfo<>(Oee.class),
        1,
        0);
  }

  private static void send(
      OperatorHarness<Tuple2<String, Fact>, Oee> harness, SpecificRecord... events)
      throws Exception {
    for (SpecificRecord event : events) {
      String machine = (String) event.get(0);
      harness.element(Tuple2.of(machine, fact(event)), timeOf(event).toEpochMilli());
    }
  }

  private static void watermark(OperatorHarness<Tuple2<String, Fact>, Oee> harness, String time)
      throws Exception {
    harness.watermark(at(time).toEpochMilli());
  }

  private static Instant timeOf(SpecificRecord event) {
    return FactRecords.instant(fact(event).time());
  }

  private static Fact fact(SpecificRecord event) {
    if (event instanceof MachineState state) {
      return FactRecords.of(state);
    } else if (event instanceof PartCount count) {
      return FactRecords.of(count);
    } else if (event instanceof ShiftCalendar entry) {
      return FactRecords.of(entry);
    }
    return FactRecords.of((IdealCycleTime) event);
  }
}
