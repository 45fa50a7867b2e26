package io.millrace.formats.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.WarningsProbe;
import io.millrace.sdk.Warning;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LocalTimesTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2031-01-01T00:00:00Z");
  private static final Duration AROUND = Duration.ofHours(12);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The change of a zone's clocks. */
  record Change(ZoneId zone, ZoneOffsetTransition at) {
    Duration overlap() {
      return at.getDuration().negated();
    }

    boolean isTwice(Instant moment) {
      LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
      return zone.getRules().getValidOffsets(local).size() == 2;
    }
  }

  private static List<Change> changes(boolean back) {
    List<Change> changes = new ArrayList<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      ZoneRules rules = zone.getRules();
      ZoneOffsetTransition next = rules.nextTransition(FIRST);
      while (next != null && next.getInstant().isBefore(LAST)) {
        if (next.isOverlap() == back) {
          changes.add(new Change(zone, next));
        }
        next = rules.nextTransition(next.getInstant());
      }
    }
    return changes;
  }

  @Provide
  Arbitrary<Change> back() {
    return Arbitraries.of(changes(true));
  }

  @Provide
  Arbitrary<Change> forward() {
    return Arbitraries.of(changes(false));
  }

  /** What one field read, and how often it warned. */
  private static final class Reading {
    final WarningsProbe probe = new WarningsProbe();
    final LocalTimes locals = new LocalTimes(probe.warnings(), "field 'event_time'");
    int warned;

    Instant read(Instant moment, ZoneId zone) {
      Instant read = locals.at(LocalDateTime.ofInstant(moment, zone), zone);
      warned += probe.drain().size();
      return read;
    }
  }

  @Property(tries = 2000)
  void aSourceInOrderIsReadAsItWasWritten(
      @ForAll("back") Change change,
      @ForAll @IntRange(min = 1, max = 3600) int step,
      @ForAll @IntRange(min = 0, max = 3600) int offset) {
    // given readings over a day, at a step of at most the overlap
    long every = Math.min(step, change.overlap().toSeconds());
    Reading reading = new Reading();
    Instant moment = change.at().getInstant().minus(AROUND).plusSeconds(offset);
    Instant end = change.at().getInstant().plus(AROUND);

    for (; moment.isBefore(end); moment = moment.plusSeconds(every)) {
      // when
      Instant read = reading.read(moment, change.zone());

      // then
      assertThat(read).isEqualTo(moment);
    }
    assertThat(reading.warned).isZero();
  }

  @Property(tries = 500)
  void severalMachinesOfOneMomentAreReadAsTheyWereWritten(
      @ForAll("back") Change change, @ForAll @IntRange(min = 1, max = 1700) int step) {
    // given
    Reading reading = new Reading();
    long every = Math.min(step, change.overlap().toSeconds() - 1);
    Instant moment = change.at().getInstant().minus(AROUND);
    Instant end = change.at().getInstant().plus(AROUND);

    for (; moment.isBefore(end); moment = moment.plusSeconds(every)) {
      for (int machine = 0; machine < 3; machine++) {
        // when
        Instant read = reading.read(moment, change.zone());

        // then
        assertThat(read).isEqualTo(moment);
      }
    }
    assertThat(reading.warned).isZero();
  }

  @Property(tries = 1000)
  void ofASourceThatIsKnownToBeOutOfOrderNoTimeIsReadWronglyInSilence(
      @ForAll("back") Change change, @ForAll long seed) {
    // given readings of every minute, each up to ten minutes late
    Random random = new Random(seed);
    Map<Instant, Instant> momentByArrival = new TreeMap<>();
    Instant from = change.at().getInstant().minus(AROUND);
    for (int minute = 0; minute < 2 * AROUND.toMinutes(); minute++) {
      Instant moment = from.plusSeconds(60L * minute);
      momentByArrival.put(moment.plusMillis(random.nextInt(600_000)), moment);
    }
    Reading reading = new Reading();
    int wrong = 0;
    int silent = 0;

    for (Instant moment : momentByArrival.values()) {
      // when
      int before = reading.warned;
      boolean right = reading.read(moment, change.zone()).equals(moment);

      // then
      wrong += right ? 0 : 1;
      silent += !right && reading.warned == before ? 1 : 0;
    }
    assertThat(silent).isZero();
    assertThat(wrong).isLessThanOrEqualTo(reading.warned);
  }

  @Property(tries = 500)
  void aSourceThatBeginsWithinTheHourIsWarnedOf(
      @ForAll("back") Change change, @ForAll @IntRange(min = 0, max = 59) int share) {
    // given
    Reading reading = new Reading();
    Duration overlap = change.overlap();
    Instant moment = change.at().getInstant().minus(overlap.multipliedBy(share).dividedBy(60));

    // when
    reading.read(moment.minusMillis(1), change.zone());

    // then
    assertThat(reading.warned).isEqualTo(1);
  }

  @Property(tries = 500)
  void stepsOfMoreThanTheOverlapAreWarnedOf(@ForAll("back") Change change) {
    // given
    Reading reading = new Reading();
    Instant moment = change.at().getInstant().minusMillis(1);
    Duration step = change.overlap().multipliedBy(3);

    // when
    reading.read(moment.minus(step), change.zone());
    reading.read(moment, change.zone());
    reading.read(moment.plus(step), change.zone());

    // then
    assertThat(reading.warned).isEqualTo(1);
  }

  @Property(tries = 500)
  void anHourOfWhichOnlyOneWasRecordedIsWarnedOf(
      @ForAll("back") Change change, @ForAll boolean second) {
    // given readings that lack one of the two
    Reading reading = new Reading();
    Instant at = change.at().getInstant();
    Instant from = second ? at : at.minus(change.overlap());
    Instant moment = at.minus(AROUND);

    // when
    for (; moment.isBefore(at.plus(AROUND)); moment = moment.plusSeconds(60)) {
      boolean recorded = moment.isBefore(from) || !moment.isBefore(from.plus(change.overlap()));
      if (recorded) {
        reading.read(moment, change.zone());
      }
    }

    // then
    assertThat(reading.warned).isPositive();
  }

  @Property(tries = 1000)
  void aTimeThatDoesNotExistIsOfAClockThatWasNotPutForward(
      @ForAll("forward") Change change, @ForAll @IntRange(min = 0, max = 59) int share) {
    // given
    WarningsProbe probe = new WarningsProbe();
    LocalTimes locals = new LocalTimes(probe.warnings(), "field 'event_time'");
    Duration after = change.at().getDuration().multipliedBy(share).dividedBy(60);
    LocalDateTime none = change.at().getDateTimeBefore().plus(after);

    // when
    Instant read = locals.at(none, change.zone());

    // then
    assertThat(read).isEqualTo(change.at().getInstant().plus(after));
    assertThat(probe.drain()).containsExactly(Warning.NONEXISTENT_TIME);
  }

  @Example
  void aStepBackThatIsSmallForTheSourceIsTakenForDisorderAndWarnedOf() {
    // given readings of every minute
    Reading reading = new Reading();
    Instant moment = Instant.parse("2025-10-25T23:30:00Z");
    for (; moment.isBefore(Instant.parse("2025-10-26T00:50:00Z")); moment = plusMinute(moment)) {
      reading.read(moment, BERLIN);
    }

    // when
    Instant late = reading.read(moment.minusSeconds(180), BERLIN);

    // then
    assertThat(late).isEqualTo(moment.minusSeconds(180));
    assertThat(reading.warned).isEqualTo(1);
    assertThat(reading.read(moment, BERLIN)).isEqualTo(moment);
    assertThat(reading.warned).isEqualTo(1);
  }

  @Example
  void aFileOfOneMachineAfterAnotherIsReadAsItWasWritten() {
    // given
    Reading reading = new Reading();

    for (int machine = 0; machine < 3; machine++) {
      Instant moment = Instant.parse("2025-10-24T00:00:00Z");
      for (; moment.isBefore(Instant.parse("2025-10-28T00:00:00Z")); moment = plusMinute(moment)) {
        // when
        Instant read = reading.read(moment, BERLIN);

        // then
        assertThat(read).isEqualTo(moment);
      }
    }
    assertThat(reading.warned).isZero();
  }

  private static Instant plusMinute(Instant moment) {
    return moment.plusSeconds(60);
  }
}
