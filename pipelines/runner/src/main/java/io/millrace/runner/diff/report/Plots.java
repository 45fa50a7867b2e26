package io.millrace.runner.diff.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.diff.compare.FieldChange;
import io.millrace.runner.diff.compare.FieldSummary;
import io.millrace.runner.diff.compare.OutputDiff;
import io.millrace.runner.diff.compare.OutputDiff.PairedResult;
import io.millrace.runner.diff.compare.ResultDifference;
import io.millrace.runner.diff.compare.ResultTime;
import io.millrace.runner.diff.compare.Side;
import io.millrace.runner.testing.compare.RowText;
import io.millrace.sdk.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses what is worth a look: of each number that differs, the series in which it differs most. A
 * series is what is told from others by anything but time.
 */
final class Plots {
  private static final int MOST_FIELDS = 12;
  private static final int SERIES_OF_FIELD = 3;
  private static final int MOST_POINTS = 600;

  private final OutputDiff diff;

  private Plots(OutputDiff diff) {
    this.diff = diff;
  }

  /** The plots of an output, by field, the field that differs most often first. */
  static List<Plot> of(OutputDiff diff) {
    return new Plots(diff).plots();
  }

  private List<Plot> plots() {
    Map<String, List<String>> chosen = chosen();
    Map<String, Map<String, List<Plot.Point>>> points = new LinkedHashMap<>();
    chosen.forEach(
        (field, series) -> {
          Map<String, List<Plot.Point>> bySeries = new LinkedHashMap<>();
          series.forEach(one -> bySeries.put(one, new ArrayList<>()));
          points.put(field, bySeries);
        });
    diff.each(result -> collect(result, points));
    List<Plot> plots = new ArrayList<>();
    points.forEach(
        (field, bySeries) ->
            bySeries.forEach(
                (series, all) -> {
                  all.sort(Comparator.comparing(Plot.Point::time));
                  if (all.size() > 1) {
                    plots.add(new Plot(field, series, thinned(all)));
                  }
                }));
    return plots;
  }

  /** By field, the series in which it differs most. */
  private Map<String, List<String>> chosen() {
    Map<String, Map<String, Double>> most = new LinkedHashMap<>();
    diff.fields().stream()
        .filter(FieldSummary::isNumeric)
        .limit(MOST_FIELDS)
        .forEach(field -> most.put(field.field(), new TreeMap<>()));
    for (ResultDifference difference : diff.differences()) {
      if (difference.time().isPresent()) {
        String series = series(diff.identity(difference), difference.time().get());
        for (FieldChange change : diff.changes(difference)) {
          if (most.containsKey(change.field()) && change.distance().isPresent()) {
            double distance = change.distance().getAsDouble();
            most.get(change.field()).merge(series, distance, Math::max);
          }
        }
      }
    }
    Map<String, List<String>> chosen = new LinkedHashMap<>();
    most.forEach(
        (field, distances) ->
            chosen.put(
                field,
                distances.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(SERIES_OF_FIELD)
                    .map(Map.Entry::getKey)
                    .toList()));
    return chosen;
  }

  private void collect(PairedResult result, Map<String, Map<String, List<Plot.Point>>> points) {
    String series = series(result.identity(), result.time());
    List<String> changed = null;
    for (var field : points.entrySet()) {
      List<Plot.Point> into = field.getValue().get(series);
      if (into != null) {
        changed =
            changed == null
                ? diff.changes(result).stream().map(FieldChange::field).toList()
                : changed;
        Map<Side, Double> values = values(result, field.getKey());
        if (!values.isEmpty()) {
          into.add(new Plot.Point(result.time().start(), values, changed.contains(field.getKey())));
        }
      }
    }
  }

  private static Map<Side, Double> values(PairedResult result, String field) {
    Map<Side, Double> values = new EnumMap<>(Side.class);
    result
        .fields()
        .forEach(
            (side, fields) -> {
              JsonNode value = fields;
              for (String name : field.split("\\.")) {
                value = value.path(name);
              }
              if (value.isNumber() && Double.isFinite(value.doubleValue())) {
                values.put(side, value.doubleValue());
              }
            });
    return values;
  }

  private String series(ObjectNode identity, ResultTime time) {
    List<String> names = new ArrayList<>(diff.output().identity());
    names.removeAll(diff.output().time());
    String what = RowText.of(identity, names);
    return time.length().map(length -> what + ", " + Durations.format(length)).orElse(what);
  }

  /** All points that differ, as far as there is room, and of the others every so many. */
  private static List<Plot.Point> thinned(List<Plot.Point> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    long differing = points.stream().filter(Plot.Point::differs).count();
    boolean keepDiffering = differing <= MOST_POINTS / 2;
    int step = (int) Math.ceil(2.0 * points.size() / MOST_POINTS);
    List<Plot.Point> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (i % step == 0 || keepDiffering && points.get(i).differs()) {
        kept.add(points.get(i));
      }
    }
    return kept;
  }
}
