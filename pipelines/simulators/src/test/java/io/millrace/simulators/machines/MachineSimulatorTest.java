package io.millrace.simulators.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.PartCount;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.PlayedRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.machines.MachineTruth.Key;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericRecord;

class MachineSimulatorTest {
  private static final MachineSettings PLANT =
      MachineSettings.small(Instant.parse("2026-01-01T06:00:05Z"))
          .with(Duration.ofMinutes(2), MachineSettings.small(Instant.EPOCH).limits());

  static {
    AvroTrust.establish();
  }

  @Property(tries = 10)
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@ForAll long seed) {
    // When
    List<SimulatedRecord> records = PlayedRecords.all(new MachineSimulator(seed, PLANT));

    // Then
    assertThat(PlayedRecords.digest(records))
        .isEqualTo(PlayedRecords.digest(PlayedRecords.all(new MachineSimulator(seed, PLANT))));
    assertThat(PlayedRecords.digest(records))
        .isNotEqualTo(
            PlayedRecords.digest(PlayedRecords.all(new MachineSimulator(seed + 1, PLANT))));
  }

  @Property(tries = 8)
  void theTruthIsWhatTheFactsSayMillisecondByMillisecond(@ForAll long seed) throws IOException {
    // Given
    MachineSimulator plant = new MachineSimulator(seed, PLANT);
    Map<Key, MachineFigures> expected = expected(plant.truth());
    PlayedFacts facts = PlayedFacts.of(PlayedRecords.all(plant));

    // When
    Verdict verdict = OeeOracle.judge(expected, results(expected, facts));

    // Then
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.expected()).isGreaterThan(PLANT.machines() * (3 + 12));
  }

  @Property(tries = 6)
  void aSingleCountOrStateThatIsLostIsFound(@ForAll long seed, @ForAll boolean state)
      throws IOException {
    // Given
    MachineSimulator plant = new MachineSimulator(seed, PLANT);
    Map<Key, MachineFigures> expected = expected(plant.truth());
    PlayedFacts facts = PlayedFacts.of(PlayedRecords.all(plant));
    if (state) {
      facts.states.removeIf(one -> one.getMachine().equals("machine-1") && one.getSequence() == 1);
    } else {
      facts.counts.remove(lastOfAWindow(facts.counts));
    }

    // When
    Verdict verdict = OeeOracle.judge(expected, results(expected, facts));

    // Then
    assertThat(verdict.isGood()).isFalse();
  }

  @Example
  void aResultThatIsLostDoubledOrInventedIsFound() throws IOException {
    // Given
    MachineSimulator plant = new MachineSimulator(3, PLANT);
    Map<Key, MachineFigures> expected = expected(plant.truth());
    List<GenericRecord> results = results(expected, PlayedFacts.of(PlayedRecords.all(plant)));
    List<GenericRecord> doubled = new ArrayList<>(results);
    doubled.add(results.get(0));
    Map<Key, MachineFigures> fewer = new TreeMap<>(expected);
    fewer.remove(expected.keySet().iterator().next());

    // When
    Verdict lost = OeeOracle.judge(expected, results.subList(1, results.size()));

    // Then
    assertThat(lost.problems()).singleElement().asString().startsWith("lost: machine-1 ");
    assertThat(OeeOracle.judge(expected, doubled).problems())
        .singleElement()
        .asString()
        .startsWith("doubled: machine-1 ");
    assertThat(OeeOracle.judge(fewer, results).problems())
        .singleElement()
        .asString()
        .startsWith("invented: machine-1 ");
  }

  @Example
  void aGatewayWithoutLinkIsSilentAndThenSendsAllThatItStoredInItsOrder() throws IOException {
    // Given
    MachineSimulator plant = new MachineSimulator(5, PLANT);
    InjectedFault outage = plant.faults().get(0);
    assertThat(outage.kind()).isEqualTo(Kind.OUTAGE);

    // When
    List<SimulatedRecord> records = PlayedRecords.all(plant);

    // Then
    List<Instant> stored = new ArrayList<>();
    Instant before = Instant.MIN;
    Set<Truth> truths = new HashSet<>();
    for (SimulatedRecord record : records) {
      truths.add(record.truth());
      assertThat(record.due()).isAfterOrEqualTo(before);
      before = record.due();
      if (record.input().equals("counts") && record.truth() != Truth.MALFORMED) {
        PartCount count = PartCount.getDecoder().decode(record.value());
        boolean inside =
            !count.getEventTime().isBefore(outage.from())
                && count.getEventTime().isBefore(outage.to());
        if (inside && count.getSource().equals(outage.source())) {
          assertThat(record.due()).isEqualTo(outage.to());
          stored.add(count.getEventTime());
        }
      }
    }
    assertThat(stored).hasSizeGreaterThan(20).isSorted();
    assertThat(truths)
        .containsExactlyInAnyOrder(Truth.GOOD, Truth.CORRECTING, Truth.DUPLICATE, Truth.MALFORMED);
  }

  @Example
  void settingsThatMakeNoPlantAreRefused() {
    assertThatThrownBy(() -> PLANT.with(Duration.ofSeconds(1), PLANT.limits()))
        .hasMessageContaining("duration is PT1S; expected at least 10 s");
    assertThatThrownBy(
            () ->
                new MachineSettings(
                    1,
                    PLANT.start(),
                    PLANT.duration(),
                    PLANT.reporting(),
                    PLANT.limits(),
                    DeliveryFaults.SOME,
                    false))
        .hasMessageContaining("late facts");
  }

  /** The next total would make up for any other one. */
  private static PartCount lastOfAWindow(List<PartCount> counts) {
    List<PartCount> own =
        counts.stream()
            .filter(count -> count.getMachine().equals("machine-1") && count.getSequence() > 0)
            .sorted(Comparator.comparing(PartCount::getSequence))
            .toList();
    for (int i = 1; ; i++) {
      PartCount count = own.get(i - 1);
      if (window(count) != window(own.get(i)) && count.getProduced() > 0) {
        return count;
      }
    }
  }

  private static long window(PartCount count) {
    return count.getEventTime().getEpochSecond() / 10;
  }

  private static Map<Key, MachineFigures> expected(MachineTruth truth) {
    Map<Key, MachineFigures> expected = new TreeMap<>(truth.shifts());
    expected.putAll(truth.windows("ROLLING", Duration.ofSeconds(10)));
    expected.putAll(truth.windows("HOUR", Duration.ofHours(1)));
    return expected;
  }

  private static List<GenericRecord> results(Map<Key, MachineFigures> expected, PlayedFacts facts) {
    return expected.keySet().stream().map(facts::result).toList();
  }
}
