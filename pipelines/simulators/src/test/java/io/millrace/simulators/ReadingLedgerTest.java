package io.millrace.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingLedgerTest {
  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final Optional<Duration> MINUTE = Optional.of(Duration.ofMinutes(1));

  @Test
  void eachRecordIsCountedAsWhatItIs() {
    // Given
    Map<Truth, Long> truths = new EnumMap<>(Truth.class);
    Set<Reading.Id> late = new HashSet<>();
    new PlantSimulator(3, PlantSettings.small(START))
        .forEachRemaining(
            record -> {
              truths.merge(record.truth(), 1L, Long::sum);
              if (record.truth() == Truth.LATE) {
                late.add(Reading.of(record.value()).orElseThrow().id());
              }
            });
    ReadingLedger ledger = new ReadingLedger(MINUTE, late);

    // When
    new PlantSimulator(3, PlantSettings.small(START))
        .forEachRemaining(record -> ledger.add(record.value(), record.due().toEpochMilli()));

    // Then
    assertThat(ledger.dead()).isPositive().isEqualTo(truths.get(Truth.MALFORMED));
    assertThat(ledger.duplicates()).isPositive().isEqualTo(truths.get(Truth.DUPLICATE));
    assertThat(ledger.late()).isPositive().isEqualTo(truths.get(Truth.LATE));
    assertThat(ledger.future()).isPositive().isEqualTo(truths.get(Truth.FUTURE));
    assertThat(ledger.processed())
        .hasSize((int) (truths.get(Truth.GOOD) + truths.get(Truth.CORRECTING)));
    assertThat(ledger.read())
        .isEqualTo(
            ledger.processed().size()
                + ledger.dead()
                + ledger.late()
                + ledger.future()
                + ledger.duplicates()
                + ledger.filtered());
  }

  @Test
  void aReadingWithoutValueIsFilteredAndARecordWithoutBytesIsDead() {
    // Given
    ReadingLedger ledger = new ReadingLedger(Optional.empty(), Set.of());
    SensorReading absent =
        new SensorReading("m", "s", START, null, null, ReadingQuality.BAD, 0L, null);

    // When
    ledger.add(new RecordEncoder<>(SensorReading.getEncoder()).encode(absent), 0);
    ledger.add(null, 0);

    // Then
    assertThat(ledger.filtered()).isEqualTo(1);
    assertThat(ledger.dead()).isEqualTo(1);
    assertThat(ledger.read()).isEqualTo(2);
  }
}
