package io.millrace.simulators.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.Reading;
import io.millrace.simulators.SimulatedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSimulatorTest {
  @Test
  void theSameSeedGivesTheSameBytesAndAnotherGivesOthers() {
    assertThat(bytes(records(new FleetSimulator(7, FleetSettings.SHORT))))
        .isEqualTo(bytes(records(new FleetSimulator(7, FleetSettings.SHORT))))
        .isNotEqualTo(bytes(records(new FleetSimulator(8, FleetSettings.SHORT))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsMissingAndDoubledInTheRecordsIsWhatWasInjected(long seed) {
    // Given
    FleetSimulator fleet = new FleetSimulator(seed, FleetSettings.SHORT);

    // When
    Map<String, TreeSet<Long>> numbers = new TreeMap<>();
    long copies = 0;
    for (SimulatedRecord record : records(fleet)) {
      Reading reading = Reading.of(record.value()).orElseThrow();
      String run = reading.source() + " " + reading.epoch();
      boolean isNew =
          numbers.computeIfAbsent(run, first -> new TreeSet<>()).add(reading.sequence());
      copies += isNew ? 0 : 1;
    }
    long missing = 0;
    for (TreeSet<Long> run : numbers.values()) {
      missing += run.last() - run.first() + 1 - run.size();
    }

    // Then
    assertThat(copies).isPositive().isEqualTo(sizes(fleet, Kind.DUPLICATE).size());
    assertThat(missing)
        .isPositive()
        .isEqualTo(sizes(fleet, Kind.GAP).stream().mapToLong(Double::longValue).sum());
    assertThat(numbers).as("one of eight nodes restarts").hasSize(9);
    assertThat(sizes(fleet, Kind.SILENCE)).hasSize(2);
    assertThat(sizes(fleet, Kind.CLOCK_AHEAD)).containsExactly(30.0, 3_600.0);
    assertThat(sizes(fleet, Kind.CLOCK_BEHIND)).containsExactly(30.0);
  }

  private static List<SimulatedRecord> records(FleetSimulator fleet) {
    List<SimulatedRecord> records = new ArrayList<>();
    fleet.forEachRemaining(records::add);
    return records;
  }

  private static List<String> bytes(List<SimulatedRecord> records) {
    return records.stream()
        .map(record -> record.due() + " " + Arrays.hashCode(record.value()))
        .toList();
  }

  private static List<Double> sizes(FleetSimulator fleet, Kind kind) {
    return fleet.faults().stream()
        .filter(fault -> fault.kind() == kind)
        .map(InjectedFault::size)
        .toList();
  }
}
