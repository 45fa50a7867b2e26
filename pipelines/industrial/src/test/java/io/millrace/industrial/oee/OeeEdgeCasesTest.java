package io.millrace.industrial.oee;

import static io.millrace.industrial.oee.Plant.SHIFTS;
import static io.millrace.industrial.oee.Plant.count;
import static io.millrace.industrial.oee.Plant.cycle;
import static io.millrace.industrial.oee.Plant.entry;
import static io.millrace.industrial.oee.Plant.failed;
import static io.millrace.industrial.oee.Plant.idle;
import static io.millrace.industrial.oee.Plant.made;
import static io.millrace.industrial.oee.Plant.parameters;
import static io.millrace.industrial.oee.Plant.plannedStop;
import static io.millrace.industrial.oee.Plant.running;
import static io.millrace.industrial.oee.Plant.shift;
import static io.millrace.industrial.oee.Plant.state;
import static io.millrace.industrial.oee.Plant.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import io.millrace.schemas.industrial.Oee;
import io.millrace.schemas.industrial.OeeReason;
import io.millrace.schemas.industrial.PlannedBy;
import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.Tally;
import io.millrace.testkit.PipelineRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One scenario for each edge case that the specification lists. */
class OeeEdgeCasesTest {

  @Test
  void theReferenceVectorIsMet() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("00:00", "08:00"),
            cycle(30),
            running("00:00"),
            failed("02:00"),
            running("03:00"),
            idle("04:00"),
            totals("00:00", 1200, 10),
            totals("04:00", 1440, 14));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "00:00");

    // Then
    assertThat(row.getPlannedBusyS()).isEqualTo(28_800);
    assertThat(row.getProductionS()).isEqualTo(10_800);
    assertThat(row.getProduced()).isEqualTo(240);
    assertThat(row.getGood()).isEqualTo(236);
    assertThat(row.getAvailability()).isEqualTo(0.375);
    assertThat(row.getPerformance()).isEqualTo(2.0 / 3);
    assertThat(row.getQuality()).isEqualTo(0.98333, within(1e-5));
    assertThat(row.getOee()).isEqualTo(0.245833, within(1e-6));
    assertThat(row.getTeep()).isEqualTo(row.getOee());
    assertThat(row.getNee()).isEqualTo(row.getOee());
    assertThat(row.getMtbfS()).isEqualTo(7_200);
    assertThat(row.getMttrS()).isEqualTo(3_600);
    assertThat(row.getReason()).isNull();
    assertThat(row.getStatus()).isEqualTo(ResultStatus.FINAL);
  }

  @Test
  void aWindowWithoutStateEventHasTheStateOfBefore() throws Exception {
    // Given
    Story story = Story.of(shift("06:00", "10:00"), running("05:30"), idle("09:30"));

    // When
    Oee hour = story.row(parameters(WindowKind.HOUR), WindowKind.HOUR, "07:00");

    // Then
    assertThat(hour.getProductionS()).isEqualTo(3_600);
    assertThat(hour.getUnknownS()).isZero();
  }

  @Test
  void timeBeforeTheFirstStateIsUnknownAndNotDown() throws Exception {
    // Given
    Story story = Story.of(shift("06:00", "10:00"), running("07:00"));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getUnknownS()).isEqualTo(3_600);
    assertThat(row.getDownS()).isZero();
    assertThat(row.getCompleteness()).isEqualTo(0.75);
  }

  @Test
  void partsCountedAfterACounterWasResetAreNotLost() throws Exception {
    // Given a programmable controller that restarts between 07:00 and 08:00
    Story story =
        Story.of(
            shift("06:00", "10:00"),
            cycle(30),
            running("06:00"),
            totals("06:00", 100, 5),
            totals("07:00", 160, 6),
            totals("08:00", 20, 0),
            totals("09:00", 50, 1));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getProduced()).isEqualTo(60 + 20 + 30);
    assertThat(row.getScrap()).isEqualTo(1 + 0 + 1);
  }

  @Test
  void totalsThatArriveOutOfOrderAreNoReset() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("06:00", "07:00"),
            running("06:00"),
            totals("06:00", 100, 0),
            totals("06:20", 120, 0),
            totals("06:10", 110, 0),
            totals("06:30", 130, 0));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getProduced()).isEqualTo(30);
  }

  @Test
  void aPartCountedBeforeTheStateSaysExecutingCounts() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("06:00", "08:00"),
            cycle(60),
            idle("06:00"),
            made("06:59", 1, 0),
            running("07:00"));

    // When
    PipelineRun run = story.run(parameters(WindowKind.SHIFT, WindowKind.HOUR), 1);

    // Then
    Oee hour = Story.row(run, WindowKind.HOUR, "06:00");
    assertThat(hour.getPerformance()).isNull();
    assertThat(hour.getReason()).isEqualTo(OeeReason.NO_PRODUCTION_TIME);
    assertThat(hour.getOee()).isEqualTo(60.0 / 3_600);
    assertThat(Story.row(run, WindowKind.SHIFT, "06:00").getPerformance()).isEqualTo(1.0 / 60);
  }

  @Test
  void productsWithOtherCycleTimesAreWeighedByTheirOwn() throws Exception {
    // Given a change of product, and one of a cycle time, within the shift
    Story story =
        Story.of(
            shift("06:00", "10:00"),
            cycle("a", "2026-01-01T00:00:00Z", 30),
            cycle("a", "07:00", 20),
            cycle("b", "2026-01-01T00:00:00Z", 120),
            running("06:00"),
            count("06:30").setProduct("a").setProduced(10L).setGood(10L).build(),
            count("07:30").setProduct("a").setProduced(10L).setGood(5L).build(),
            count("08:30").setProduct("b").setProduced(10L).setGood(10L).build());

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getIdealS()).isEqualTo(300 + 200 + 1_200);
    assertThat(row.getIdealGoodS()).isEqualTo(300 + 100 + 1_200);
    assertThat(row.getQuality()).isEqualTo(1_600.0 / 1_700);
    assertThat(row.getQualityByCount()).isEqualTo(25.0 / 30);
    assertThat(row.getAvailability() * row.getPerformance() * row.getQuality())
        .isEqualTo(row.getOee(), within(1e-9));
  }

  @Test
  void withoutIdealCycleTimeAvailabilityIsAllThereIs() throws Exception {
    // Given a cycle time of another product only
    Story story =
        Story.of(
            shift("06:00", "10:00"),
            cycle("b", "2026-01-01T00:00:00Z", 120),
            running("06:00"),
            count("06:30").setProduct("a").setProduced(10L).setGood(9L).build());

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getAvailability()).isEqualTo(1);
    assertThat(row.getPerformance()).isNull();
    assertThat(row.getOee()).isNull();
    assertThat(row.getTotalLossUs()).isNull();
    assertThat(row.getQualityByCount()).isEqualTo(0.9);
    assertThat(row.getReason()).isEqualTo(OeeReason.NO_IDEAL_CYCLE_TIME);
  }

  @Test
  void withoutPlannedTimeRatiosAreNull() throws Exception {
    // Given production on a day without shift
    Story story = Story.of(cycle(30), running("06:00"), made("06:30", 10, 0), idle("07:00"));

    // When
    Oee row = story.row(parameters(WindowKind.DAY), WindowKind.DAY, "00:00");

    // Then
    assertThat(row.getPlannedBusyS()).isZero();
    assertThat(row.getUnplannedProductionS()).isEqualTo(3_600);
    assertThat(row.getAvailability()).isNull();
    assertThat(row.getOee()).isNull();
    assertThat(row.getReason()).isEqualTo(OeeReason.NO_PLANNED_TIME);
  }

  @Test
  void productionOfNothingHasPerformanceZeroAndNoQuality() throws Exception {
    // Given
    Story story = Story.of(shift("06:00", "10:00"), cycle(30), running("06:00"));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getPerformance()).isZero();
    assertThat(row.getQuality()).isNull();
    assertThat(row.getOee()).isZero();
    assertThat(row.getReason()).isEqualTo(OeeReason.NO_PARTS);
  }

  @Test
  void aPerformanceAboveOneIsShownAndTheCycleTimeSuspected() throws Exception {
    // Given
    Story story =
        Story.of(shift("06:00", "07:00"), cycle(30), running("06:00"), made("06:30", 150, 0));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getPerformance()).isEqualTo(1.25);
    assertThat(row.getPerformanceCapped()).isEqualTo(1);
    assertThat(row.getIdealCycleSuspect()).isTrue();
    assertThat(row.getPerformanceLossUs()).isEqualTo(-900_000_000L);
  }

  @Test
  void shortStopsAreSlowProductionWhereMicroStopsAre() throws Exception {
    // Given stops of 2 min, of 5 min, and of 4 min that consist of two
    Story story =
        Story.of(
            shift("06:00", "07:00"),
            running("06:00"),
            idle("06:10"),
            running("06:12"),
            idle("06:20"),
            running("06:25"),
            idle("06:30"),
            failed("06:32"),
            running("06:34"));

    // When
    Oee strict = story.row(SHIFTS, WindowKind.SHIFT, "06:00");
    Oee custom =
        story.row(Plant.microStop(SHIFTS, Duration.ofMinutes(5)), WindowKind.SHIFT, "06:00");

    // Then
    assertThat(strict.getProductionS()).isEqualTo((60 - 11) * 60);
    assertThat(custom.getProductionS()).isEqualTo((60 - 5) * 60);
    assertThat(custom.getAvailabilityLossUs() + custom.getPerformanceLossUs())
        .isEqualTo(strict.getAvailabilityLossUs() + strict.getPerformanceLossUs());
  }

  @Test
  void shiftsOverAChangeOfTheClockLastSevenAndNineHoursAndDaysTwentyThreeAndTwentyFive()
      throws Exception {
    // Given night shifts of Berlin, 22:00 to 06:00
    Story story =
        Story.of(
            shift("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"),
            shift("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"));

    // When
    PipelineRun run =
        story.run(
            parameters("Europe/Berlin", WindowKind.SHIFT, WindowKind.DAY, WindowKind.HOUR), 1);

    // Then
    List<Oee> rows = run.results("oee", Oee.class);
    assertThat(rows)
        .filteredOn(row -> row.getWindowKind() == WindowKind.SHIFT)
        .extracting(Oee::getPlannedBusyS)
        .containsExactly(7 * 3_600.0, 9 * 3_600.0);
    assertThat(rows)
        .filteredOn(row -> row.getWindowKind() == WindowKind.DAY)
        .extracting(row -> Duration.between(row.getWindowStart(), row.getWindowEnd()).toHours())
        .containsExactly(24L, 23L, 24L, 25L);
    assertThat(rows)
        .filteredOn(row -> row.getWindowKind() == WindowKind.HOUR)
        .hasSize(7 + 9)
        .allMatch(row -> row.getPlannedBusyS() == 3_600);
  }

  @Test
  void timeOfOverlappingShiftsIsPlannedOnce() throws Exception {
    // Given
    Story story =
        Story.of(
            entry("06:00", "14:30", CalendarKind.SHIFT).setName("early").build(),
            entry("14:00", "22:00", CalendarKind.SHIFT).setName("late").build(),
            running("05:00"));

    // When
    PipelineRun run = story.run(parameters(WindowKind.SHIFT, WindowKind.DAY), 1);

    // Then
    assertThat(Story.row(run, WindowKind.DAY, "00:00").getPlannedBusyS()).isEqualTo(16 * 3_600);
    assertThat(Story.row(run, WindowKind.SHIFT, "06:00").getPlannedBusyS()).isEqualTo(8.5 * 3_600);
    assertThat(Story.row(run, WindowKind.SHIFT, "06:00").getShift()).isEqualTo("early");
    assertThat(Story.row(run, WindowKind.SHIFT, "14:00").getShift()).isEqualTo("late");
  }

  @Test
  void aPlannedStopEnteredTheNextDayCounts() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("06:00", "14:00"),
            shift("2026-03-03T06:00:00Z", "2026-03-03T14:00:00Z"),
            plannedStop("10:00", "10:30"),
            running("06:00"),
            idle("10:00"),
            running("10:30"));

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getPlannedBusyS()).isEqualTo(7.5 * 3_600);
    assertThat(row.getAvailability()).isEqualTo(1);
  }

  @Test
  void aStopRelabelledAfterTheShiftIsCountedUnderItsNewReasonAlone() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("06:00", "14:00"),
            running("06:00"),
            state("08:00", MachineryState.NOT_EXECUTING, MachineryMode.NONE).setId("s2").build(),
            running("09:00"),
            running("20:00"),
            state("08:00", MachineryState.NOT_EXECUTING, MachineryMode.SETUP)
                .setReason("tool change")
                .setSupersedes("s2")
                .build());

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getSetupS()).isEqualTo(3_600);
    assertThat(row.getDownS()).isZero();
    assertThat(row.getStopUsByReason()).containsOnly(Map.entry("tool change", 3_600_000_000L));
  }

  @Test
  void reworkedPartsAreProducedOnce() throws Exception {
    // Given two parts to be worked on again, of which one turns out well and one is waste
    Story story =
        Story.of(
            shift("06:00", "14:00"),
            cycle(60),
            running("06:00"),
            count("07:00").setProduced(10L).setGood(8L).setScrap(0L).setRework(2L).build(),
            count("08:00").setProduced(0L).setGood(1L).setScrap(1L).build());

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getProduced()).isEqualTo(10);
    assertThat(row.getGood()).isEqualTo(9);
    assertThat(row.getScrap()).isEqualTo(1);
    assertThat(row.getReworkRatio()).isEqualTo(0.2);
    assertThat(row.getScrapRatio()).isEqualTo(0.1);
  }

  @Test
  void scrapThatIsFoundLaterIsTakenFromTheGoodParts() throws Exception {
    // Given a terminal that tells of scrap alone
    Story story =
        Story.of(
            shift("06:00", "14:00"),
            cycle(60),
            running("06:00"),
            count("07:00").setProduced(10L).build(),
            count("08:00").setScrap(3L).build());

    // When
    Oee unknown = story.row(SHIFTS, WindowKind.SHIFT, "06:00");
    Oee assumed = story.row(Plant.goodUnlessSaid(SHIFTS), WindowKind.SHIFT, "06:00");

    // Then
    assertThat(unknown.getGood()).isNull();
    assertThat(unknown.getReason()).isEqualTo(OeeReason.QUALITY_UNKNOWN);
    assertThat(assumed.getGood()).isEqualTo(7);
    assertThat(assumed.getProduced()).isEqualTo(10);
  }

  @Test
  void anOfflineNodeLeavesTimeUnknownUntilItReplaysItsHistory() throws Exception {
    // Given a link that is lost at 08:00 and comes back at 12:00
    Story live =
        Story.of(
            shift("06:00", "14:00"),
            running("06:00"),
            state("08:00", MachineryState.UNKNOWN, MachineryMode.NONE).setId("lost").build(),
            running("12:00"));
    Story replayed =
        Story.of(
            shift("06:00", "14:00"),
            running("06:00"),
            state("08:00", MachineryState.UNKNOWN, MachineryMode.NONE).setId("lost").build(),
            running("12:00"),
            state("08:00", MachineryState.EXECUTING, MachineryMode.NONE)
                .setSupersedes("lost")
                .build(),
            failed("09:00"),
            running("10:00"));

    // When
    Oee before = live.row(SHIFTS, WindowKind.SHIFT, "06:00");
    Oee after = replayed.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(before.getCompleteness()).isEqualTo(0.5);
    assertThat(before.getDownS()).isZero();
    assertThat(after.getCompleteness()).isEqualTo(1);
    assertThat(after.getDownS()).isEqualTo(3_600);
  }

  @Test
  void aMachineThatIsNotHeardOfIsNotBelievedForEver() throws Exception {
    // Given a count at 09:00 that confirms the state of 06:00
    Story story = Story.of(shift("06:00", "14:00"), running("06:00"), made("09:00", 1, 0));

    // When
    Oee row =
        story.row(Plant.stateValidFor(SHIFTS, Duration.ofHours(2)), WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getProductionS()).isEqualTo(4 * 3_600);
    assertThat(row.getUnknownS()).isEqualTo(4 * 3_600);
  }

  @Test
  void aLineDisplayShowsTheLastFiveMinutesEveryMinute() throws Exception {
    // Given
    Story story = Story.of(shift("06:00", "06:10"), running("06:00"), idle("06:04"));

    // When
    List<Oee> rows = story.run(parameters(WindowKind.ROLLING), 1).results("oee", Oee.class);

    // Then
    assertThat(rows).hasSize(14);
    assertThat(rows)
        .extracting(Oee::getProductionS)
        .startsWith(60.0, 120.0, 180.0, 240.0, 240.0, 180.0, 120.0, 60.0, 0.0);
    assertThat(rows.get(0).getWindowEnd()).isEqualTo(Plant.at("06:01"));
  }

  @Test
  void withoutCalendarTheStatesTellWhatWasPlanned() throws Exception {
    // Given a machine that is switched on from 06:00 to 09:00
    Story story =
        Story.of(
            running("06:00"),
            failed("08:00"),
            state("09:00", MachineryState.NOT_AVAILABLE, MachineryMode.NONE).build());

    // When
    Oee row = story.row(Plant.plannedByStates(parameters(WindowKind.DAY)), WindowKind.DAY, "00:00");

    // Then
    assertThat(row.getPlannedBy()).isEqualTo(PlannedBy.STATES);
    assertThat(row.getPlannedBusyS()).isEqualTo(3 * 3_600);
    assertThat(row.getAvailability()).isEqualTo(2.0 / 3);
  }

  @Test
  void timeIsLostToWhatStatesAndModesSay() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("06:00", "12:00"),
            state("06:00", MachineryState.EXECUTING, MachineryMode.SETUP).build(),
            running("07:00"),
            state("08:00", MachineryState.NOT_EXECUTING, MachineryMode.PROCESSING)
                .setReason("no material")
                .build(),
            state("09:00", MachineryState.OUT_OF_SERVICE, MachineryMode.MAINTENANCE).build(),
            idle("10:00"),
            state("11:00", MachineryState.NOT_AVAILABLE, MachineryMode.NONE).build());

    // When
    Oee row = story.row(SHIFTS, WindowKind.SHIFT, "06:00");

    // Then
    assertThat(row.getSetupS()).isEqualTo(3_600);
    assertThat(row.getProductionS()).isEqualTo(3_600);
    assertThat(row.getDelayS()).isEqualTo(3_600);
    assertThat(row.getMaintenanceS()).isEqualTo(3_600);
    assertThat(row.getDownS()).isEqualTo(7_200);
    assertThat(row.getStopUsByReason())
        .containsEntry("no material", 3_600_000_000L)
        .containsEntry("<down>", 7_200_000_000L);
    assertThat(row.getStopUsByReason().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(row.getAvailabilityLossUs());
  }

  @Test
  void recordsThatCanNotBeAreFilteredAndCounted() throws Exception {
    // Given
    Story story =
        Story.of(
            shift("06:00", "10:00"),
            shift("10:00", "10:00"),
            shift("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"),
            cycle(30),
            cycle(0),
            cycle(Double.NaN),
            running("06:00"),
            made("07:00", 1, 0),
            made("07:00", -1, 0),
            made("07:00", Long.MAX_VALUE, 0),
            count("07:00").setTemporality(CountTemporality.DELTA).build());

    // When
    PipelineRun run = story.run(SHIFTS, 1);

    // Then
    assertThat(run.count("calendar", Tally.Kind.FILTERED)).isEqualTo(2);
    assertThat(run.count("cycles", Tally.Kind.FILTERED)).isEqualTo(2);
    assertThat(run.count("counts", Tally.Kind.FILTERED)).isEqualTo(3);
    assertThat(Story.row(run, WindowKind.SHIFT, "06:00").getProduced()).isEqualTo(1);
  }
}
