package io.millrace.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.PlantSettings.FaultRates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PlantSimulatorTest {
  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final PlantSettings PLANT =
      PlantSettings.small(START)
          .withFaults(new FaultRates(2, 0.01, 0.02, 0.02, 0.02, 0.02, Duration.ofDays(1)))
          .withSize(4, 3, Duration.ofSeconds(1), Duration.ofMinutes(4));

  @Property(tries = 20)
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@ForAll long seed) {
    // When
    List<SimulatedRecord> records = all(new PlantSimulator(seed, PLANT));

    // Then
    assertThat(digest(records)).isEqualTo(digest(all(new PlantSimulator(seed, PLANT))));
    assertThat(digest(records)).isNotEqualTo(digest(all(new PlantSimulator(seed + 1, PLANT))));
  }

  @Property(tries = 30)
  void everyRecordIsWhatItIsSaidToBe(@ForAll long seed) {
    // When
    List<SimulatedRecord> records = all(new PlantSimulator(seed, PLANT));

    // Then
    Duration bound = PLANT.outOfOrderness();
    Set<Reading.Id> seen = new HashSet<>();
    Instant before = Instant.MIN;
    Instant newest = START;
    for (SimulatedRecord record : records) {
      assertThat(record.due()).isAfterOrEqualTo(before);
      before = record.due();
      Optional<Reading> decoded = Reading.of(record.value());
      assertThat(decoded.isEmpty()).isEqualTo(record.truth() == Truth.MALFORMED);
      if (decoded.isEmpty()) {
        continue;
      }
      Reading reading = decoded.get();
      Instant time = Instant.EPOCH.plus(reading.time(), ChronoUnit.MICROS);
      Duration behind = Duration.between(time, newest);
      Reading.Id id = reading.id();
      assertThat(seen.add(id)).as(id.toString()).isEqualTo(record.truth() != Truth.DUPLICATE);
      switch (record.truth()) {
        case GOOD, DUPLICATE -> assertThat(behind).isLessThan(bound);
        case CORRECTING ->
            assertThat(Duration.between(time, record.due())).isBetween(bound, PLANT.lateness());
        case LATE ->
            assertThat(behind).isGreaterThan(bound.plus(PLANT.lateness()).plus(PLANT.window()));
        case FUTURE -> assertThat(time).isAfter(record.due().plus(Duration.ofHours(23)));
        default -> throw new AssertionError(record);
      }
      if (record.truth() != Truth.FUTURE && time.isAfter(newest)) {
        newest = time;
      }
    }
  }

  @Example
  void everyInjectedFaultIsListed() {
    // Given
    PlantSimulator plant = new PlantSimulator(7, PLANT);

    // When
    Map<Truth, Long> truths = new EnumMap<>(Truth.class);
    plant.forEachRemaining(record -> truths.merge(record.truth(), 1L, Long::sum));

    // Then
    assertThat(count(plant, Kind.DUPLICATE)).isPositive().isEqualTo(truths.get(Truth.DUPLICATE));
    assertThat(count(plant, Kind.CORRECTING)).isPositive().isEqualTo(truths.get(Truth.CORRECTING));
    assertThat(count(plant, Kind.LATE)).isPositive().isEqualTo(truths.get(Truth.LATE));
    assertThat(count(plant, Kind.MALFORMED)).isPositive().isEqualTo(truths.get(Truth.MALFORMED));
    assertThat(count(plant, Kind.SPIKE)).isPositive();
    assertThat(count(plant, Kind.DRIFT)).isEqualTo(2);
    assertThat(count(plant, Kind.CLOCK_AHEAD)).isEqualTo(1);
    // A tenth of the time of one machine of four.
    assertThat(truths.get(Truth.FUTURE)).isEqualTo(24 * 3);
    assertThat(truths.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(4 * 3 * 240 + truths.get(Truth.DUPLICATE) + truths.get(Truth.MALFORMED));
  }

  @Example
  void withoutFaultsAllReadingsAreGood() {
    // Given
    PlantSimulator plant = new PlantSimulator(7, PLANT.withFaults(FaultRates.NONE));

    // When
    List<SimulatedRecord> records = all(plant);

    // Then
    assertThat(records).hasSize(4 * 3 * 240).allMatch(record -> record.truth() == Truth.GOOD);
    assertThat(plant.faults()).isEmpty();
    assertThatThrownBy(plant::next).isInstanceOf(NoSuchElementException.class);
  }

  @Example
  void settingsThatMakeNoPlantAreRefused() {
    assertThatThrownBy(() -> PLANT.withSize(0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("0 machines with 1 sensors; expected at least one");
    assertThatThrownBy(() -> PLANT.withSize(1, 1, Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("period is PT0S; expected more than zero");
    assertThatThrownBy(() -> new FaultRates(0, 0.5, 0.6, 0, 0, 0, Duration.ZERO))
        .hasMessageContaining("add up to more than 1");
  }

  private static List<SimulatedRecord> all(PlantSimulator plant) {
    List<SimulatedRecord> records = new ArrayList<>();
    plant.forEachRemaining(records::add);
    return records;
  }

  private static long count(PlantSimulator plant, Kind kind) {
    return plant.faults().stream().filter(fault -> fault.kind() == kind).count();
  }

  private static int digest(List<SimulatedRecord> records) {
    int digest = 1;
    for (SimulatedRecord record : records) {
      digest = 31 * digest + Arrays.hashCode(record.value());
      digest = 31 * digest + Arrays.hashCode(record.key());
      digest = 31 * digest + record.due().hashCode();
    }
    return digest;
  }
}
