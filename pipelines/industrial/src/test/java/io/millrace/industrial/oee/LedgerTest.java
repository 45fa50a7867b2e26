package io.millrace.industrial.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.CountTemporality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int HOURS = 4;

  private final MemoryLedger state = new MemoryLedger();

  @Test
  void hoursOfFewFactsAreReadOnce() throws Exception {
    // Given
    save(10);

    // When
    Ledger ledger = new Ledger(state);
    counted(ledger);
    counted(ledger);

    // Then
    assertThat(state.hoursRead()).isEqualTo(HOURS);
  }

  @Test
  void hoursOfManyFactsAreNotAllKeptAndAreReadAgainWithNothingLost() throws Exception {
    // Given
    save(20_000);

    // When
    Ledger ledger = new Ledger(state);
    List<Fact.Count> once = counted(ledger);
    List<Fact.Count> again = counted(ledger);

    // Then
    assertThat(once).hasSize(HOURS * 20_000).isEqualTo(again);
    assertThat(state.hoursRead()).isGreaterThan(HOURS);
  }

  @Test
  void whatWasAddedIsSavedAlsoWhereManyFactsWereReadAfterIt() throws Exception {
    // Given
    save(20_000);
    Fact.Count added = count(Hour.LENGTH / 2, -1);

    // When
    Ledger ledger = new Ledger(state);
    ledger.add(added);
    counted(ledger);
    ledger.save();

    // Then
    assertThat(counted(new Ledger(state))).hasSize(HOURS * 20_000 + 1).contains(added);
  }

  @Test
  void anHourThatBeginsIsNotReadBefore() throws Exception {
    // Given
    save(10);

    // When
    Ledger ledger = new Ledger(state);
    ledger.add(count(HOURS * Hour.LENGTH, 0));

    // Then
    assertThat(state.hoursRead()).isZero();
  }

  @Test
  void newHoursOfManyFactsAreNotAllKeptEither() throws Exception {
    // When
    Ledger ledger = new Ledger(state);
    add(ledger, 20_000);

    // Then
    assertThat(counted(ledger)).hasSize(HOURS * 20_000);
    assertThat(state.hoursRead()).isPositive();
  }

  /** Saves some hours, and forgets that they were read for that. */
  private void save(int countsPerHour) throws Exception {
    Ledger ledger = new Ledger(state);
    add(ledger, countsPerHour);
    ledger.save();
    state.forgetReads();
  }

  private static void add(Ledger ledger, int countsPerHour) throws Exception {
    for (int hour = 0; hour < HOURS; hour++) {
      for (int i = 0; i < countsPerHour; i++) {
        ledger.add(count(hour * Hour.LENGTH + i * Hour.LENGTH / countsPerHour, i));
      }
    }
  }

  private static List<Fact.Count> counted(Ledger ledger) throws Exception {
    List<Fact.Count> counts = new ArrayList<>();
    ledger.counts(0, HOURS * Hour.LENGTH, counts::add);
    return counts;
  }

  private static Fact.Count count(long time, long sequence) {
    return new Fact.Count(
        time, CountTemporality.DELTA, "", null, null, 1L, 1L, 0L, 0L, "press", 0, sequence);
  }
}
