package io.millrace.simulators.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.PlayedRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericRecord;

class EdgeRequestSimulatorTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final EdgeSettings NETWORK =
      EdgeSettings.small(Instant.parse("2026-01-01T06:00:05Z"))
          .withLoad(20, Duration.ofMinutes(3))
          .withFaults(new DeliveryFaults(0.02, 0.02, 0.02, 0.02), true);

  static {
    AvroTrust.establish();
  }

  @Property(tries = 10)
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@ForAll long seed) {
    // When
    List<SimulatedRecord> records = PlayedRecords.all(new EdgeRequestSimulator(seed, NETWORK));

    // Then
    assertThat(PlayedRecords.digest(records))
        .isEqualTo(
            PlayedRecords.digest(PlayedRecords.all(new EdgeRequestSimulator(seed, NETWORK))));
    assertThat(PlayedRecords.digest(records))
        .isNotEqualTo(
            PlayedRecords.digest(PlayedRecords.all(new EdgeRequestSimulator(seed + 1, NETWORK))));
  }

  @Property(tries = 10)
  void theTruthIsWhatTheLinesOfLogSayThatAreSentInTimeAndOnce(@ForAll long seed) {
    // Given
    EdgeRequestSimulator network = new EdgeRequestSimulator(seed, NETWORK);
    List<EdgeRequest> requests =
        requests(PlayedRecords.all(network), EdgeRequestSimulatorTest::counts);
    TrafficOracle oracle = new TrafficOracle(network.truth());

    // When
    Verdict traffic = oracle.judgeTraffic(traffic(requests), List.of(TEN_SECONDS, MINUTE));

    // Then
    assertThat(traffic.problems()).isEmpty();
    assertThat(traffic.isGood()).isTrue();
    assertThat(network.truth().requests()).isEqualTo(requests.size());
    Verdict top =
        oracle.judgeTop(
            EdgeResults.topUrls(requests, MINUTE, 5), List.of(MINUTE), List.of("url"), 5);
    assertThat(top.problems()).isEmpty();
    assertThat(top.expected()).isEqualTo(5 * 4);
  }

  @Property(tries = 10)
  void aSingleRequestThatIsLostOrDoubledIsFound(
      @ForAll long seed, @ForAll @IntRange(max = 3_000) int victim, @ForAll boolean doubled) {
    // Given
    EdgeRequestSimulator network = new EdgeRequestSimulator(seed, NETWORK);
    List<EdgeRequest> requests =
        requests(PlayedRecords.all(network), EdgeRequestSimulatorTest::counts);
    List<EdgeRequest> processed = new ArrayList<>(requests);
    if (doubled) {
      processed.add(requests.get(victim));
    } else {
      processed.remove(victim);
    }

    // When
    Verdict verdict =
        new TrafficOracle(network.truth())
            .judgeTraffic(traffic(processed), List.of(TEN_SECONDS, MINUTE));

    // Then
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.problems()).hasSize(2);
  }

  @Example
  void aLostLocationAnswersNothingAndAFloodIsMostOfAllRequests() {
    // Given
    EdgeRequestSimulator network = new EdgeRequestSimulator(5, NETWORK);
    InjectedFault loss = incident(network, Kind.POP_LOST);
    InjectedFault flood = incident(network, Kind.FLOOD);

    // When
    List<EdgeRequest> requests =
        requests(PlayedRecords.all(network), EdgeRequestSimulatorTest::counts);

    // Then
    assertThat(between(requests, loss))
        .isNotEmpty()
        .noneMatch(request -> request.getPop().equals(loss.source()));
    assertThat(requests).anyMatch(request -> request.getPop().equals(loss.source()));
    List<EdgeRequest> flooded = between(requests, flood);
    assertThat(flooded.stream().filter(one -> one.getClient().equals(flood.source())).count())
        .isGreaterThan(flooded.size() / 2);
    assertThat(requests.stream().filter(one -> one.getClient().equals(flood.source())))
        .allMatch(one -> one.getPath().equals(flood.sensor()))
        .hasSizeLessThanOrEqualTo(flooded.size());
    double hours = NETWORK.duration().toSeconds();
    long night = count(requests, 0, hours / 8);
    assertThat(count(requests, hours * 7 / 16, hours * 9 / 16)).isGreaterThan(2 * night);
  }

  @Example
  void everyRecordIsWhatItIsSaidToBe() {
    // Given
    EdgeRequestSimulator network = new EdgeRequestSimulator(7, NETWORK);

    // When
    List<SimulatedRecord> records = PlayedRecords.all(network);

    // Then
    Set<String> seen = new HashSet<>();
    Set<Truth> truths = new HashSet<>();
    Instant before = Instant.MIN;
    for (SimulatedRecord record : records) {
      truths.add(record.truth());
      assertThat(record.due()).isAfterOrEqualTo(before);
      before = record.due();
      if (record.truth() == Truth.MALFORMED) {
        assertThatThrownBy(() -> decode(record)).isInstanceOf(Exception.class);
        continue;
      }
      EdgeRequest request = decode(record);
      Duration behind = Duration.between(request.getEventTime(), record.due());
      assertThat(seen.add(request.getRequestId())).isEqualTo(record.truth() != Truth.DUPLICATE);
      switch (record.truth()) {
        case GOOD, DUPLICATE -> assertThat(behind).isLessThan(Duration.ofSeconds(2));
        case CORRECTING ->
            assertThat(behind).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
        case LATE -> assertThat(behind).isGreaterThan(Duration.ofSeconds(42));
        default -> assertThat(behind).isNegative();
      }
    }
    assertThat(truths).containsExactlyInAnyOrder(Truth.values());
    assertThat(network.truth().late()).isNotEmpty();
    assertThatThrownBy(network::next).isInstanceOf(NoSuchElementException.class);
  }

  @Example
  void settingsThatMakeNoNetworkAreRefused() {
    assertThatThrownBy(() -> NETWORK.withLoad(0, MINUTE))
        .hasMessageContaining("rate is 0.0; expected more than 0");
    assertThatThrownBy(() -> NETWORK.withLoad(1, Duration.ZERO))
        .hasMessageContaining("duration is PT0S; expected more than zero");
    assertThatThrownBy(() -> new DeliveryFaults(0.5, 0.6, 0, 0))
        .hasMessageContaining("add up to more than 1");
  }

  private static boolean counts(Truth truth) {
    return truth == Truth.GOOD || truth == Truth.CORRECTING;
  }

  private static List<GenericRecord> traffic(List<EdgeRequest> requests) {
    List<GenericRecord> results = EdgeResults.traffic(requests, TEN_SECONDS);
    results.addAll(EdgeResults.traffic(requests, MINUTE));
    return results;
  }

  private static InjectedFault incident(EdgeRequestSimulator network, Kind kind) {
    return network.incidents().stream()
        .filter(fault -> fault.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static List<EdgeRequest> between(List<EdgeRequest> requests, InjectedFault fault) {
    return requests.stream()
        .filter(one -> !one.getEventTime().isBefore(fault.from()))
        .filter(one -> one.getEventTime().isBefore(fault.to()))
        .toList();
  }

  private static long count(List<EdgeRequest> requests, double from, double to) {
    return requests.stream()
        .map(one -> Duration.between(NETWORK.start(), one.getEventTime()).toMillis() / 1e3)
        .filter(time -> time >= from && time < to)
        .count();
  }

  private static List<EdgeRequest> requests(
      List<SimulatedRecord> records, Predicate<Truth> wanted) {
    return records.stream()
        .filter(record -> wanted.test(record.truth()))
        .map(EdgeRequestSimulatorTest::decode)
        .toList();
  }

  private static EdgeRequest decode(SimulatedRecord record) {
    return PlayedRecords.decode(record, EdgeRequest.getDecoder());
  }
}
