package io.millrace.simulators.machines;

import io.millrace.simulators.Differences;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.machines.MachineTruth.Key;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what industrial/oee made of the facts of a simulated plant: whole numbers exactly, all
 * else to 1e-12 of the value, and the time of stops by reason.
 */
public final class OeeOracle {
  private OeeOracle() {}

  /**
   * Judges a topic of results.
   *
   * @param expected all windows that have to be there, and no others
   */
  public static Verdict judge(
      Map<Key, MachineFigures> expected, Collection<GenericRecord> results) {
    return Revisions.of(results, OeeOracle::key).judge(expected, OeeOracle::difference);
  }

  private static Key key(GenericRecord result) {
    return new Key(
        ResultRecords.text(result, "machine"),
        ResultRecords.text(result, "window_kind"),
        (Long) result.get("window_start"),
        (Long) result.get("window_end"));
  }

  private static String difference(MachineFigures figures, GenericRecord result) {
    Differences differences = new Differences(result);
    figures.columns().forEach(differences::close);
    figures.counts().forEach(differences::exact);
    // Nothing said and none are the same where nothing was made.
    compare(differences, "scrap", figures.scrap());
    compare(differences, "rework", figures.rework());
    if (!stops(result).equals(figures.stops())) {
      differences.add("stop_us_by_reason", figures.stops());
    }
    if (ResultRecords.text(result, "status").equals("RETRACTED")) {
      differences.add("status", "one that stands");
    }
    return differences.toString();
  }

  private static void compare(Differences differences, String column, long expected) {
    Long found = (Long) differences.result().get(column);
    if (expected != (found == null ? 0 : found)) {
      differences.add(column, expected);
    }
  }

  private static Map<String, Long> stops(GenericRecord result) {
    Map<String, Long> stops = new TreeMap<>();
    ((Map<?, ?>) result.get("stop_us_by_reason"))
        .forEach((reason, time) -> stops.put(reason.toString(), (Long) time));
    return stops;
  }
}
