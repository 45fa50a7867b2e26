package io.millrace.industrial.anomaly;

import io.millrace.operators.anomaly.Exceedances;
import io.millrace.operators.anomaly.KnnShingle;
import io.millrace.operators.anomaly.LevelDrift;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.sdk.Parameter;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** Parameters of {@code industrial/sensor-anomaly}. */
public record SensorAnomalyParameters(
    @Parameter(
            about = "Sensors to watch, by name; all if empty. Readings of others are filtered.",
            fallback = "")
        List<String> sensors,
    @Parameter(
            about = "Qualities of usable readings; one of another quality is an anomaly.",
            fallback = "good, uncertain")
        List<ReadingQuality> qualities,
    @Parameter(
            about = "Least and greatest value that is possible; empty for no such check.",
            fallback = "")
        List<Double> range,
    @Parameter(
            about = "Ends of the sensor's span, at which it saturates; empty for no such check.",
            fallback = "")
        List<Double> span,
    @Parameter(
            about = "Readings in a row at an end of the span that are a saturation.",
            fallback = "3",
            min = "1")
        int saturatedReadings,
    @Parameter(
            about = "Greatest change per second that is possible; 0 for no such check.",
            fallback = "0",
            min = "0")
        double maxRate,
    @Parameter(
            about = "After how long without change a sensor is stuck; 0s for no such check.",
            fallback = "0s",
            min = "0s")
        Duration stuckAfter,
    @Parameter(
            about = "By how much a value may differ without being a change.",
            fallback = "0",
            min = "0")
        double stuckTolerance,
    @Parameter(
            about = "After how long without a reading it is overdue; 0s for no such check.",
            fallback = "0s",
            min = "0s")
        Duration dropoutAfter,
    @Parameter(
            about = "What readings are compared with; empty for the checks alone.",
            fallback = "ewma-residual, knn-shingle, level-drift")
        List<Scorer> scorers,
    @Parameter(
            about = "Share of the readings of a healthy sensor that may reach the threshold.",
            fallback = "0.0005",
            min = "0.000000001",
            max = "0.5")
        double falseAlarmRate,
    @Parameter(
            about = "Readings of a sensor from which scores are trusted to raise alarms.",
            fallback = "500",
            min = "1")
        int warmUp,
    @Parameter(
            about = "Raw scores of a sensor that a new one is ranked among.",
            fallback = "5000",
            min = "10",
            max = "1000000")
        int calibration,
    @Parameter(
            about = "Weight of a reading in the level that is expected next.",
            fallback = "0.05",
            min = "0.000001",
            max = "1")
        double smoothing,
    @Parameter(
            about = "Readings in a run that is compared with runs of the past.",
            fallback = "12",
            min = "1",
            max = "1000")
        int shingle,
    @Parameter(
            about = "Readings of the past that runs are taken from.",
            fallback = "800",
            min = "10",
            max = "100000")
        int reference,
    @Parameter(about = "Most similar runs that count.", fallback = "3", min = "1", max = "100")
        int neighbours,
    @Parameter(
            about = "Readings after an alarm in which only a greater score is another; 0 for none.",
            fallback = "150",
            min = "0")
        int suppress,
    @Parameter(
            about = "Of readings found anomalous, one in so many is learned nevertheless.",
            fallback = "20",
            min = "1")
        int adaptEvery,
    @Parameter(
            about =
                "Time without anomalous reading that ends an episode; 0s for ten times the"
                    + " sensor's usual interval between readings.",
            fallback = "0s",
            min = "0s")
        Duration episodeGap,
    @Parameter(
            about = "Time without reading after which a sensor is forgotten.",
            fallback = "7d",
            min = "1s",
            max = "365d")
        Duration retention)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Drifts come on top of the rate, and are rarer: they are slow, and one alarm is for long. */
  private static final double DRIFT_SHARE = 0.2;

  public SensorAnomalyParameters {
    requireInterval("range", range);
    requireInterval("span", span);
    if (qualities.isEmpty()) {
      throw new IllegalArgumentException("qualities is empty; expected at least one");
    }
    if (episodeGap.compareTo(retention) >= 0 || dropoutAfter.compareTo(retention) >= 0) {
      throw new IllegalArgumentException(
          "retention has to be longer than episode-gap and dropout-after, or a sensor would be"
              + " forgotten in the middle of an episode");
    }
    new KnnShingle.Settings(shingle, reference, neighbours);
  }

  /** The score from which on a reading is anomalous. */
  double threshold() {
    return -StrictMath.log10(falseAlarmRate);
  }

  Exceedances.Settings exceedances() {
    return new Exceedances.Settings(falseAlarmRate, suppress);
  }

  LevelDrift.Settings drift() {
    double threshold = -StrictMath.log10(falseAlarmRate * DRIFT_SHARE);
    return new LevelDrift.Settings(smoothing, threshold, calibration, adaptEvery);
  }

  KnnShingle.Settings shingles() {
    return new KnnShingle.Settings(shingle, reference, neighbours);
  }

  private static void requireInterval(String name, List<Double> interval) {
    boolean valid = interval.size() == 2 && interval.get(0) < interval.get(1);
    if (!interval.isEmpty() && !valid) {
      throw new IllegalArgumentException(
          name + " is " + interval + "; expected two numbers, the lesser first, or none");
    }
  }
}
