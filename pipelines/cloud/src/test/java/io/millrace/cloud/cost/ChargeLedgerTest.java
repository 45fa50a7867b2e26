package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.Tally;
import io.millrace.sdk.codec.CodecTypeInfo;
import io.millrace.testkit.OperatorHarness;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;

/** Which rows of a bill are charges of their own, and which take the place of others. */
class ChargeLedgerTest {
  private static final Schedule SCHEDULE = new Schedule(Duration.ZERO, Duration.ofDays(60));

  @Test
  void rowsAlikeOfOneExportAreEachPaid() throws Exception {
    assertThat(paid(alike("1", 0, 1), alike("3", 0, 1), alike("1", 0, 1))).isEqualTo("5 of 3 rows");
    assertThat(paid(alike("1", 7, 0), alike("3", 7, 0))).isEqualTo("4 of 2 rows");
  }

  @Test
  void rowsAlikeOfALaterExportTakeThePlaceOfAllBefore() throws Exception {
    assertThat(paid(alike("1", 0, 1), alike("3", 0, 1), alike("2", 0, 2)))
        .isEqualTo("2 of 1 rows, 2 replaced");
    assertThat(paid(alike("2", 0, 2), alike("1", 0, 1), alike("3", 0, 1)))
        .isEqualTo("2 of 1 rows, 2 replaced");
  }

  @Test
  void aSequenceSaysMoreThanTheOrderOfFiles() throws Exception {
    assertThat(paid(alike("1", 5, 1), alike("3", 4, 2))).isEqualTo("1 of 1 rows, 1 replaced");
  }

  @Test
  void theSameExportAgainIsPaidOnce() throws Exception {
    assertThat(paid(alike("1", 0, 1), alike("1", 0, 1), alike("1", 0, 2), alike("1", 0, 2)))
        .isEqualTo("2 of 2 rows, 2 replaced");
  }

  @Test
  void rowsAlikeButForTheirDetailsAreRestatedEachByItself() throws Exception {
    // Given an export of one of two rows
    FocusCharge put = FocusCharge.newBuilder(alike("1", 0, 1)).setDetails("PutObject").build();
    FocusCharge list = FocusCharge.newBuilder(alike("3", 0, 1)).setDetails("ListBucket").build();
    FocusCharge again = FocusCharge.newBuilder(alike("2", 0, 2)).setDetails("PutObject").build();

    // Then
    assertThat(paid(put, list, again)).isEqualTo("5 of 2 rows, 1 replaced");
  }

  @Test
  void oneIdOfSeveralIntervalsIsSeveralCharges() throws Exception {
    // Given
    FocusCharge first = named("x1", Duration.ZERO, "1", 0, 1);
    FocusCharge second = named("x1", Duration.ofDays(1), "2", 0, 1);

    // Then
    assertThat(paid(first, second)).isEqualTo("3 of 2 rows");
    assertThat(paid(first, second, named("x1", Duration.ofDays(1), "4", 0, 2)))
        .isEqualTo("5 of 2 rows, 1 replaced");
  }

  @Test
  void aRowWithAnIdThatIsSentAgainIsADuplicateAndOneStatedAgainReplaces() throws Exception {
    // Given
    FocusCharge first = named("x1", Duration.ZERO, "1", 3, 0);

    // Then
    assertThat(paid(first, first)).isEqualTo("1 of 1 rows, 1 duplicates");
    assertThat(paid(first, named("x1", Duration.ZERO, "2", 3, 0)))
        .isEqualTo("2 of 1 rows, 1 replaced");
  }

  @Test
  void byColumnsRowsAlikeAreOneCharge() throws Exception {
    assertThat(paid(Identity.COLUMNS, List.of(alike("1", 0, 1), alike("3", 0, 1))))
        .isEqualTo("3 of 1 rows, 1 replaced");
    assertThat(paid(Identity.COLUMNS, List.of(alike("1", 0, 1), alike("1", 0, 1))))
        .isEqualTo("1 of 1 rows, 1 duplicates");
  }

  @Test
  void aLaterExportTakesRowsAlikeBack() throws Exception {
    // Given
    FocusCharge back = FocusCharge.newBuilder(alike("1", 1, 0)).setWithdrawn(true).build();

    // Then
    assertThat(paid(alike("1", 0, 0), alike("3", 0, 0), back)).isEqualTo("0 of 0 rows, 2 replaced");
    assertThat(paid(back, alike("1", 0, 0), alike("3", 0, 0))).isEqualTo("0 of 0 rows, 2 replaced");
  }

  static FocusCharge alike(String billed, long sequence, long export) {
    return named(null, Duration.ZERO, billed, sequence, export);
  }

  private static FocusCharge named(
      String id, Duration since, String billed, long sequence, long export) {
    return Bills.row(id, since)
        .setBilledCost(Bills.money(billed))
        .setSequence(sequence)
        .setExport(export)
        .build();
  }

  private static String paid(FocusCharge... rows) throws Exception {
    return paid(Identity.ROWS, List.of(rows));
  }

  private static String paid(Identity identity, List<FocusCharge> rows) throws Exception {
    return paid(
        identity,
        rows,
        new Random(1) {
          @Override
          public int nextInt(int bound) {
            return 1;
          }
        });
  }

  /** Drives the rows through the ledger, which is restored now and then. */
  static String paid(Identity identity, List<FocusCharge> rows, Random random) throws Exception {
    List<Movement> movements = new ArrayList<>();
    long replaced = 0;
    long duplicates = 0;
    OperatorHarness<FocusCharge, Movement> ledger = ledger(identity).open();
    for (FocusCharge row : rows) {
      if (random.nextInt(10) == 0) {
        OperatorHarness<FocusCharge, Movement> before = ledger;
        ledger = ledger(identity).restore(List.of(before.snapshot()));
        movements.addAll(before.take());
        replaced += before.count("bills", Tally.Kind.REPLACED);
        duplicates += before.count("bills", Tally.Kind.DUPLICATES);
        before.close();
      }
      ledger.element(row, row.getEventTime().toEpochMilli());
    }
    movements.addAll(ledger.take());
    replaced += ledger.count("bills", Tally.Kind.REPLACED);
    duplicates += ledger.count("bills", Tally.Kind.DUPLICATES);
    ledger.watermark(Bills.FEBRUARY.plus(Duration.ofDays(60)).toEpochMilli());
    ledger.assertNothingLeft();
    ledger.close();
    BigDecimal sum = BigDecimal.ZERO;
    long paid = 0;
    for (Movement movement : movements) {
      BigDecimal cost = movement.charge().costs().get(Measure.BILLED.ordinal());
      sum = movement.added() ? sum.add(cost) : sum.subtract(cost);
      paid += movement.added() ? 1 : -1;
    }
    return text(sum, paid, replaced, duplicates);
  }

  static String text(BigDecimal sum, long rows, long replaced, long duplicates) {
    return sum.stripTrailingZeros().toPlainString()
        + " of "
        + rows
        + " rows"
        + (replaced > 0 ? ", " + replaced + " replaced" : "")
        + (duplicates > 0 ? ", " + duplicates + " duplicates" : "");
  }

  private static OperatorHarness<FocusCharge, Movement> ledger(Identity identity) throws Exception {
    return OperatorHarness.of(
        new ChargeLedgerFunction("bills", new ChargeReader(Bills.defaults()), identity, SCHEDULE),
        ChargeIdentity::of,
        Types.STRING,
        new CodecTypeInfo<>(Movement.CODEC),
        1,
        0);
  }
}
