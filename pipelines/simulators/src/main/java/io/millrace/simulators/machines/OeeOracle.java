package io.millrace.simulators.machines;

import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.machines.MachineTruth.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what industrial/oee made of the facts of a simulated plant: whole numbers exactly, all
 * else to 1e-12 of the value, and the time of stops by reason.
 */
public final class OeeOracle {
  private static final double EXACT = 1e-12;

  private OeeOracle() {}

  /**
   * Judges a topic of results.
   *
   * @param expected all windows that have to be there, and no others
   */
  public static Verdict judge(
      Map<Key, MachineFigures> expected, Collection<GenericRecord> results) {
    Revisions<Key, GenericRecord> found = new Revisions<>();
    for (GenericRecord result : results) {
      Key key =
          new Key(
              ResultRecords.text(result, "machine"),
              ResultRecords.text(result, "window_kind"),
              (Long) result.get("window_start"),
              (Long) result.get("window_end"));
      found.add(key, ResultRecords.revision(result), result);
    }
    return found.judge(expected, OeeOracle::difference);
  }

  private static String difference(MachineFigures figures, GenericRecord result) {
    List<String> wrong = new ArrayList<>();
    figures
        .columns()
        .forEach(
            (column, value) -> {
              if (!close((Double) result.get(column), value)) {
                wrong.add(column + " is " + result.get(column) + ", expected " + value);
              }
            });
    figures
        .counts()
        .forEach(
            (column, value) -> {
              if (!Objects.equals(result.get(column), value)) {
                wrong.add(column + " is " + result.get(column) + ", expected " + value);
              }
            });
    // Nothing said and none are the same where nothing was made.
    compare(wrong, "scrap", figures.scrap(), (Long) result.get("scrap"));
    compare(wrong, "rework", figures.rework(), (Long) result.get("rework"));
    Map<String, Long> stops = stops(result);
    if (!stops.equals(figures.stops())) {
      wrong.add("stop_us_by_reason is " + stops + ", expected " + figures.stops());
    }
    if (ResultRecords.text(result, "status").equals("RETRACTED")) {
      wrong.add("it is retracted");
    }
    return String.join("; ", wrong);
  }

  private static void compare(List<String> wrong, String column, long expected, Long found) {
    if (expected != (found == null ? 0 : found)) {
      wrong.add(column + " is " + found + ", expected " + expected);
    }
  }

  private static Map<String, Long> stops(GenericRecord result) {
    Map<String, Long> stops = new TreeMap<>();
    ((Map<?, ?>) result.get("stop_us_by_reason"))
        .forEach((reason, time) -> stops.put(reason.toString(), (Long) time));
    return stops;
  }

  private static boolean close(Double found, Double expected) {
    if (found == null || expected == null) {
      return Objects.equals(found, expected);
    }
    return Math.abs(found - expected) <= EXACT * Math.max(1, Math.abs(expected));
  }
}
