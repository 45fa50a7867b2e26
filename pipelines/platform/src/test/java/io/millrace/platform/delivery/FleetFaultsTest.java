package io.millrace.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.Tally;
import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.fleet.DeliveryOracle;
import io.millrace.simulators.fleet.FleetSettings;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** All that goes wrong in simulated fleets is found, and nothing else. */
class FleetFaultsTest {

  @Test
  void everyInjectedFaultIsFoundAndNothingElseOfAnySeed() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      assertFound(seed, FleetSettings.SHORT, Duration.ofMinutes(1), Duration.ofMinutes(2));
    }
  }

  /** As the demo plays them, of which the lengths differ. */
  @Test
  void soItIsInFleetsOfAMinuteAndOfFiveWhoseWindowsDoNotBeginWithThem() throws Exception {
    Limits limits = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(15));
    for (long seed = 1; seed <= 10; seed++) {
      FleetSettings settings =
          FleetSettings.of(
              Instant.parse("2026-01-01T00:00:00Z").plusMillis(777 * seed),
              Duration.ofMinutes(seed % 2 == 0 ? 1 : 5),
              Duration.ofMillis(250),
              limits,
              Duration.ofSeconds(60));
      assertFound(seed, settings, Duration.ofSeconds(5), Duration.ofSeconds(6));
    }
  }

  private static void assertFound(
      long seed, FleetSettings settings, Duration window, Duration silentAfter) throws Exception {
    // Given
    Fleet fleet = new Fleet(seed, settings, window);
    DeliveryParameters parameters =
        new DeliveryParameters(
            List.of("source"), "epoch", "sequence", window, silentAfter, Duration.ofHours(1));

    // When
    PipelineRun run =
        PipelineRun.of(
            new DeliveryPipeline(),
            parameters,
            1,
            MemoryInput.of(
                    "events",
                    SensorReading.class,
                    fleet.readings(),
                    settings.outOfOrderness(),
                    settings.lateness())
                .arriving(reading -> reading.getValue().longValue(), settings.maxFuture()));

    // Then
    assertThat(run.count("events", Tally.Kind.READ)).isEqualTo(fleet.readings().size());
    assertThat(run.count("events", Tally.Kind.LATE)).as("late of seed " + seed).isZero();
    assertThat(fleet.truth().amounts(Kind.GAP)).isNotEmpty();
    assertThat(fleet.truth().amounts(Kind.DUPLICATE)).isNotEmpty();
    assertThat(fleet.truth().silences(silentAfter)).isNotEmpty();
    assertThat(fleet.truth().skewed(Kind.CLOCK_AHEAD)).isNotEmpty();
    assertThat(fleet.truth().perhapsSkewed(Kind.CLOCK_BEHIND)).isNotEmpty();
    Verdict verdict =
        DeliveryOracle.judge(fleet.truth(), silentAfter, fleet.readings().size(), encoded(run));
    assertThat(verdict.isGood()).as("seed " + seed + ": " + verdict).isTrue();
  }

  /** As they lie in a topic. */
  private static List<GenericRecord> encoded(PipelineRun run) throws IOException {
    ResultRecords reader = new ResultRecords(Delivery.getClassSchema());
    List<GenericRecord> records = new ArrayList<>();
    for (Delivery row : run.results("delivery", Delivery.class)) {
      ByteBuffer bytes = Delivery.getEncoder().encode(row);
      records.add(reader.read(bytes.array()));
    }
    return records;
  }
}
