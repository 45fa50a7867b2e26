package io.millrace.simulators.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.platform.Delivery;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryOracleTest {
  private static final Duration SILENT_AFTER = Duration.ofMinutes(2);

  private FleetTruth truth;
  private final Map<String, GenericRecord> rows = new TreeMap<>();
  private long sent;

  /** Rows that say just what was injected. */
  @BeforeEach
  void playAFleet() {
    FleetSimulator fleet = new FleetSimulator(1, FleetSettings.SHORT);
    for (; fleet.hasNext(); sent++) {
      fleet.next();
    }
    truth = fleet.truth(Duration.ofMinutes(1));
    Set<String> cells = new TreeSet<>(truth.silences(SILENT_AFTER));
    cells.addAll(truth.amounts(Kind.GAP).keySet());
    cells.addAll(truth.amounts(Kind.DUPLICATE).keySet());
    cells.addAll(truth.skewed(Kind.CLOCK_AHEAD));
    cells.addAll(truth.skewed(Kind.CLOCK_BEHIND));
    long left = sent;
    for (String cell : cells) {
      long copies = truth.amounts(Kind.DUPLICATE).getOrDefault(cell, 0L);
      rows.put(cell, row(cell, 5, copies));
      left -= 5 + copies;
    }
    rows.values().iterator().next().put("events", 5 + left);
  }

  private GenericRecord row(String cell, long events, long copies) {
    String[] sourceAndStart = cell.split(" ");
    long start = Instant.parse(sourceAndStart[1]).toEpochMilli() * 1_000;
    double skew =
        truth.skewed(Kind.CLOCK_AHEAD).contains(cell)
            ? 30
            : truth.skewed(Kind.CLOCK_BEHIND).contains(cell) ? -30 : 0;
    return new GenericRecordBuilder(Delivery.getClassSchema())
        .set("source", sourceAndStart[0])
        .set("window_start", start)
        .set("window_end", start + 60_000_000)
        .set("events", events)
        .set("duplicates", copies)
        .set("gaps", truth.amounts(Kind.GAP).getOrDefault(cell, 0L))
        .set("silent", truth.silences(SILENT_AFTER).contains(cell))
        .set("clock_skew", skew)
        .set("out_of_order", 0L)
        .set("future", 0L)
        .set("status", "FINAL")
        .build();
  }

  private Verdict judge() {
    return DeliveryOracle.judge(truth, SILENT_AFTER, sent, rows.values());
  }

  @Test
  void rowsThatSayWhatWasInjectedAreGood() {
    assertThat(judge().problems()).isEmpty();
    assertThat(judge().isGood()).isTrue();
  }

  @Test
  void aGapThatIsMissedOrOfAnotherLengthIsTold() {
    String cell = truth.amounts(Kind.GAP).keySet().iterator().next();
    assertTold(cell, row -> row.put("gaps", 0L), "gaps of " + cell + ": ");
    assertTold(cell, row -> row.put("gaps", 99L), "gaps of " + cell + ": ");
  }

  @Test
  void aCopyThatWasNotSentIsTold() {
    String cell = rows.keySet().iterator().next();
    assertTold(cell, row -> row.put("duplicates", 99L), "duplicates of " + cell + ": ");
  }

  @Test
  void silenceThatIsMissedOrInventedIsTold() {
    String silent = truth.silences(SILENT_AFTER).iterator().next();
    assertTold(silent, row -> row.put("silent", false), "missed: silent of " + silent);
    String heard = truth.skewed(Kind.CLOCK_AHEAD).iterator().next();
    assertTold(heard, row -> row.put("silent", true), "invented: silent of " + heard);
  }

  @Test
  void aClockThatIsMissedOrInventedIsTold() {
    String behind = truth.skewed(Kind.CLOCK_BEHIND).iterator().next();
    assertTold(behind, row -> row.put("clock_skew", 0.0), "missed: clock behind of " + behind);
    String right = truth.silences(SILENT_AFTER).iterator().next();
    assertTold(right, row -> row.put("clock_skew", 20.0), "invented: clock ahead of " + right);
  }

  @Test
  void aRecordThatIsInNoRowIsTold() {
    String cell = rows.keySet().iterator().next();
    assertTold(cell, row -> row.put("events", 0L), "records of all sources: " + sent);
  }

  @Test
  void aRowThatWasTakenBackDoesNotCount() {
    String cell = truth.amounts(Kind.GAP).keySet().iterator().next();
    assertTold(
        cell,
        row ->
            row.put(
                "status",
                new GenericData.EnumSymbol(
                    Delivery.getClassSchema().getField("status").schema(), "RETRACTED")),
        "gaps of " + cell + ": ");
  }

  private void assertTold(String cell, Consumer<GenericRecord> change, String told) {
    GenericRecord right = rows.get(cell);
    GenericRecord wrong = new GenericData.Record((GenericData.Record) right, true);
    change.accept(wrong);
    rows.put(cell, wrong);
    assertThat(judge().isGood()).isFalse();
    assertThat(judge().problems()).anySatisfy(problem -> assertThat(problem).startsWith(told));
    rows.put(cell, right);
  }
}
