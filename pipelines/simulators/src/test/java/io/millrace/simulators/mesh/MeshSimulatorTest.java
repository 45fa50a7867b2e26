package io.millrace.simulators.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.services.Span;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.PlayedRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MeshSimulatorTest {
  private static final MeshSettings SHOP =
      MeshSettings.small(Instant.parse("2026-01-01T06:00:05Z"))
          .withLoad(20, Duration.ofMinutes(3))
          .withFaults(new DeliveryFaults(0.02, 0.02, 0.02, 0.02), true);

  static {
    AvroTrust.establish();
  }

  @Property(tries = 5)
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@ForAll long seed) {
    // When
    int digest = PlayedRecords.digest(PlayedRecords.all(new MeshSimulator(seed, SHOP)));

    // Then
    assertThat(digest)
        .isEqualTo(PlayedRecords.digest(PlayedRecords.all(new MeshSimulator(seed, SHOP))))
        .isNotEqualTo(PlayedRecords.digest(PlayedRecords.all(new MeshSimulator(seed + 1, SHOP))));
  }

  @Example
  void everyRecordIsWhatItIsSaidToBe() {
    // Given
    MeshSimulator shop = new MeshSimulator(7, SHOP);

    // When
    List<SimulatedRecord> records = PlayedRecords.all(shop);

    // Then
    Set<String> seen = new HashSet<>();
    Set<Truth> truths = new HashSet<>();
    Instant before = Instant.MIN;
    for (SimulatedRecord record : records) {
      truths.add(record.truth());
      assertThat(record.due()).isAfterOrEqualTo(before);
      before = record.due();
      if (record.truth() == Truth.MALFORMED) {
        assertThatThrownBy(() -> PlayedRecords.decode(record, Span.getDecoder()))
            .isInstanceOf(Exception.class);
        continue;
      }
      Span span = PlayedRecords.decode(record, Span.getDecoder());
      Duration behind = Duration.between(span.getEventTime(), record.due());
      assertThat(seen.add(span.getSpanId())).isEqualTo(record.truth() != Truth.DUPLICATE);
      // Clocks are off by 400 ms at the most.
      switch (record.truth()) {
        case GOOD -> assertThat(behind).isBetween(Duration.ofMillis(-400), Duration.ofMillis(1300));
        case DUPLICATE -> assertThat(behind).isLessThan(Duration.ofMillis(2200));
        case CORRECTING ->
            assertThat(behind).isBetween(Duration.ofMillis(1600), Duration.ofMillis(30_400));
        case LATE -> assertThat(behind).isGreaterThan(Duration.ofSeconds(47));
        default -> assertThat(behind).isLessThan(Duration.ofHours(-23));
      }
    }
    assertThat(truths).containsExactlyInAnyOrder(Truth.values());
    assertThat(shop.truth().late()).isNotEmpty();
    assertThatThrownBy(shop::next).isInstanceOf(NoSuchElementException.class);
  }

  @Property(tries = 5)
  void whatIsSampledStandsForAboutAsMuchAsWasMade(@ForAll long seed) {
    // Given
    MeshSimulator shop = new MeshSimulator(seed, MeshSettings.small(SHOP.start()));

    // When
    PlayedRecords.all(shop);

    // Then within five standard deviations
    MeshTruth truth = shop.truth();
    assertThat(truth.estimated() / truth.made()).isCloseTo(1, within(0.05));
    assertThat(truth.spans().size()).isLessThan((int) (0.6 * truth.made()));
  }

  @Property(tries = 5)
  void everyTraceIsCompleteInTheTimeThatIsSaid(@ForAll long seed) {
    // Given
    MeshSimulator shop = new MeshSimulator(seed, SHOP.withFaults(DeliveryFaults.NONE, true));

    // When
    PlayedRecords.all(shop);

    // Then
    Map<String, LongSummaryStatistics> ends =
        shop.truth().spans().stream()
            .collect(
                Collectors.groupingBy(MeshSpan::trace, Collectors.summarizingLong(MeshSpan::end)));
    assertThat(ends.values())
        .hasSizeGreaterThan(100)
        .allMatch(
            one -> one.getMax() - one.getMin() < MeshSimulator.LONGEST_TRACE.toMillis() * 1_000);
  }

  @Example
  void whatGoesWrongIsSeenInTheSpans() {
    // Given
    MeshSimulator shop = new MeshSimulator(5, SHOP);
    InjectedFault slow = incident(shop, Kind.SLOW);
    InjectedFault failing = incident(shop, Kind.FAILING);
    InjectedFault jumping = incident(shop, Kind.CLOCK_JUMPS);

    // When
    PlayedRecords.all(shop);

    // Then
    List<MeshSpan> spans = shop.truth().spans();
    Predicate<MeshSpan> slowOne =
        span -> span.service().equals(slow.source()) && span.kind() == MeshSpan.Kind.SERVER;
    assertThat(mean(spans, slowOne.and(during(slow))))
        .isGreaterThan(10 * mean(spans, slowOne.and(during(slow).negate())));
    assertThat(spans)
        .filteredOn(span -> span.service().equals(failing.source()))
        .filteredOn(during(failing))
        .filteredOn(span -> span.kind() == MeshSpan.Kind.SERVER)
        .anyMatch(MeshSpan::failed);
    assertThat(spans)
        .filteredOn(span -> span.nanos() < 0)
        .extracting(MeshSpan::host)
        .contains(jumping.source())
        .isSubsetOf(jumping.source(), incident(shop, Kind.CLOCK_AHEAD).source());
    Map<String, MeshSpan> byId =
        spans.stream().collect(Collectors.toMap(MeshSpan::id, span -> span));
    assertThat(spans)
        .as("servers that seem to begin before they are asked")
        .anyMatch(
            span ->
                byId.containsKey(span.parent()) && span.start() < byId.get(span.parent()).start());
  }

  @Example
  void settingsThatMakeNoMeshAreRefused() {
    assertThatThrownBy(() -> SHOP.withLoad(0, Duration.ofMinutes(1)))
        .hasMessageContaining("rate is 0.0; expected more than 0");
    assertThatThrownBy(() -> SHOP.withLoad(1, Duration.ZERO))
        .hasMessageContaining("duration is PT0S; expected at least 10 s");
    assertThatThrownBy(() -> SHOP.withInput(SHOP.limits(), Duration.ZERO))
        .hasMessageContaining("window is PT0S; expected at least 1 ms");
  }

  private static InjectedFault incident(MeshSimulator shop, Kind kind) {
    return shop.incidents().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static Predicate<MeshSpan> during(InjectedFault fault) {
    return span -> {
      Instant end = Instant.EPOCH.plusNanos(span.end() * 1_000);
      return end.isAfter(fault.from().plusSeconds(2)) && end.isBefore(fault.to());
    };
  }

  private static double mean(List<MeshSpan> spans, Predicate<MeshSpan> wanted) {
    return spans.stream().filter(wanted).mapToLong(MeshSpan::nanos).average().orElseThrow();
  }
}
