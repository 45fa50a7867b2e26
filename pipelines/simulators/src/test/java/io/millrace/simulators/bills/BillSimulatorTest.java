package io.millrace.simulators.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.PlayedRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.bills.BillRow.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BillSimulatorTest {
  private static final BillSettings QUARTER =
      BillSettings.quarter(YearMonth.of(2026, 1))
          .withFaults(new DeliveryFaults(0.02, 0.02, 0.02, 0.02), true);

  static {
    AvroTrust.establish();
  }

  @Property(tries = 5)
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@ForAll long seed) {
    // When
    int digest = PlayedRecords.digest(PlayedRecords.all(new BillSimulator(seed, QUARTER)));

    // Then
    assertThat(digest)
        .isEqualTo(PlayedRecords.digest(PlayedRecords.all(new BillSimulator(seed, QUARTER))))
        .isNotEqualTo(
            PlayedRecords.digest(PlayedRecords.all(new BillSimulator(seed + 1, QUARTER))));
  }

  @Example
  void everyRecordIsWhatItIsSaidToBe() {
    // Given
    BillSimulator clouds = new BillSimulator(7, QUARTER);

    // When
    List<SimulatedRecord> records = PlayedRecords.all(clouds);

    // Then
    Set<BillRow.Id> seen = new HashSet<>();
    Set<Truth> truths = new HashSet<>();
    Instant before = Instant.MIN;
    for (SimulatedRecord record : records) {
      truths.add(record.truth());
      assertThat(record.due()).isAfterOrEqualTo(before);
      before = record.due();
      if (record.truth() == Truth.MALFORMED) {
        assertThatThrownBy(() -> PlayedRecords.decode(record, FocusCharge.getDecoder()))
            .isInstanceOf(Exception.class);
        continue;
      }
      FocusCharge row = PlayedRecords.decode(record, FocusCharge.getDecoder());
      BillRow.Id id = new BillRow.Id(row.getChargeDescription(), row.getSequence());
      assertThat(seen.add(id)).isEqualTo(record.truth() != Truth.DUPLICATE);
      Instant corrected = row.getBillingPeriodEnd().plus(QUARTER.limits().lateness());
      if (record.truth() == Truth.LATE) {
        assertThat(record.due())
            .isAfter(corrected.plus(QUARTER.limits().outOfOrderness().multipliedBy(2)));
      } else {
        assertThat(record.due()).isBefore(corrected);
      }
    }
    assertThat(truths)
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Truth.FUTURE)));
    assertThat(clouds.truth().late()).isNotEmpty();
    assertThatThrownBy(clouds::next).isInstanceOf(NoSuchElementException.class);
  }

  @Property(tries = 5)
  void whatACommitmentCostsIsWhatWasUsedOfItAndWhatWasNot(@ForAll long seed) {
    // Given
    BillSimulator clouds = new BillSimulator(seed, QUARTER.withFaults(DeliveryFaults.NONE, false));

    // When
    PlayedRecords.all(clouds);

    // Then
    for (Provider provider : Provider.ALL) {
      List<BillRow> rows =
          clouds.truth().rows().stream()
              .filter(row -> row.provider() == provider && row.commitment() != null)
              .toList();
      assertThat(sum(rows, Costs::billed)).isEqualByComparingTo(sum(rows, Costs::effective));
      assertThat(rows.isEmpty()).isEqualTo(provider.commitment().isEmpty());
    }
    assertThat(clouds.truth().rows()).extracting(BillRow::kind).contains(Kind.values());
    assertThat(clouds.incidents()).isEmpty();
  }

  @Example
  void aServiceThatIsRepricedCostsLessInTheDaysThatAreToldAndNoOthers() {
    // Given
    BillSimulator clouds = new BillSimulator(3, QUARTER.withFaults(DeliveryFaults.NONE, true));
    InjectedFault repriced = clouds.incidents().get(0);

    // When
    List<SimulatedRecord> records = PlayedRecords.all(clouds);

    // Then
    List<FocusCharge> rows =
        PlayedRecords.decode(records, EnumSet.allOf(Truth.class), FocusCharge.getDecoder());
    Map<String, BigDecimal> first = costs(rows, 0);
    Map<String, BigDecimal> second = costs(rows, 1);
    List<String> days =
        rows.stream()
            .filter(row -> row.getService().equals(repriced.sensor()))
            .filter(row -> row.getChargeCategory().equals("Usage"))
            .filter(row -> row.getSequence() == 0)
            .filter(row -> !row.getEventTime().isBefore(repriced.from()))
            .filter(row -> row.getEventTime().isBefore(repriced.to()))
            .map(FocusCharge::getChargeDescription)
            .toList();
    assertThat(days).hasSizeGreaterThanOrEqualTo(16);
    assertThat(days)
        .allSatisfy(
            row ->
                assertThat(second.get(row))
                    .isEqualByComparingTo(
                        first.get(row).multiply(BigDecimal.valueOf(repriced.size()))));
  }

  @Property
  void sharesAddUpAndAreWithinAUnitOfWhatTheyShouldBe(
      @ForAll @IntRange(min = -5_000, max = 5_000) int amount,
      @ForAll @IntRange(max = 7) int one,
      @ForAll @IntRange(max = 7) int two,
      @ForAll @IntRange(min = 1, max = 7) int three) {
    // Given
    BigDecimal whole = BigDecimal.valueOf(amount, 18);
    Map<String, BigDecimal> weights =
        Map.of(
            "a", BigDecimal.valueOf(one),
            "b", BigDecimal.valueOf(two),
            "c", BigDecimal.valueOf(three));

    // When
    Map<String, BigDecimal> shares = Shares.of(whole, weights);

    // Then
    assertThat(shares.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(whole);
    shares.forEach(
        (key, share) ->
            assertThat(share.doubleValue())
                .isCloseTo(
                    amount * 1e-18 * weights.get(key).doubleValue() / (one + two + three),
                    within(1.0001e-18)));
  }

  @Example
  void settingsThatMakeNoBillsAreRefused() {
    assertThatThrownBy(
            () ->
                new BillSettings(
                    YearMonth.of(2026, 1), 0, QUARTER.limits(), DeliveryFaults.NONE, false))
        .hasMessageContaining("months is 0; expected from 1 to 24");
    Limits brief = new Limits(Duration.ofDays(3), Duration.ofDays(10));
    assertThatThrownBy(
            () -> new BillSettings(YearMonth.of(2026, 1), 1, brief, DeliveryFaults.NONE, false))
        .hasMessageContaining("lateness is PT240H; expected at least 20 days");
    Limits hasty = new Limits(Duration.ofDays(1), Duration.ofDays(20));
    assertThatThrownBy(
            () -> new BillSettings(YearMonth.of(2026, 1), 1, hasty, DeliveryFaults.NONE, false))
        .hasMessageContaining("out-of-orderness is PT24H; expected at least 3 days");
  }

  private static BigDecimal sum(Collection<BillRow> rows, Function<Costs, BigDecimal> cost) {
    return rows.stream()
        .map(row -> cost.apply(row.costs()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The effective costs of one statement of every row that is not withdrawn. */
  private static Map<String, BigDecimal> costs(List<FocusCharge> rows, long sequence) {
    return rows.stream()
        .filter(row -> row.getSequence() == sequence)
        .collect(
            Collectors.toMap(FocusCharge::getChargeDescription, FocusCharge::getEffectiveCost));
  }
}
