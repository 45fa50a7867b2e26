package io.millrace.simulators.machines;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one machine did in one window. Times in us, ideal times in ns.
 *
 * @param spent planned time by the column of industrial/oee that it adds to
 * @param unplanned production outside of planned time
 * @param stops planned time without production, by the reason
 * @param failures that began
 * @param ideal time at best of all that was produced; likewise of what is good
 * @param length of the window
 */
public record MachineFigures(
    long planned,
    Map<String, Long> spent,
    long unplanned,
    Map<String, Long> stops,
    long failures,
    long produced,
    long good,
    long scrap,
    long rework,
    long ideal,
    long idealGood,
    long length) {

  /** The columns of industrial/oee that follow, each rounded once; a ratio of nothing is null. */
  public Map<String, Double> columns() {
    long production = spent.getOrDefault("production_s", 0L);
    Map<String, Double> columns = new TreeMap<>();
    columns.put("planned_busy_s", planned / 1e6);
    for (String column :
        new String[] {"production_s", "setup_s", "maintenance_s", "delay_s", "down_s"}) {
      columns.put(column, spent.getOrDefault(column, 0L) / 1e6);
    }
    columns.put("unknown_s", 0.0);
    columns.put("unplanned_production_s", unplanned / 1e6);
    columns.put("ideal_s", ideal / 1e9);
    columns.put("ideal_good_s", idealGood / 1e9);
    columns.put("availability", ratio(production, planned));
    columns.put("performance", ratio(ideal, production * 1_000));
    columns.put("quality", ratio(idealGood, ideal));
    columns.put("quality_by_count", ratio(good, produced));
    columns.put("oee", ratio(idealGood, planned * 1_000));
    columns.put("teep", ratio(idealGood, length * 1_000));
    return columns;
  }

  /** The columns of industrial/oee that are whole numbers. */
  public Map<String, Long> counts() {
    return Map.of(
        "produced", produced,
        "good", good,
        "failures", failures,
        "availability_loss_us", planned - spent.getOrDefault("production_s", 0L));
  }

  private static Double ratio(long part, long whole) {
    return whole == 0 ? null : Double.valueOf((double) part / whole);
  }
}
