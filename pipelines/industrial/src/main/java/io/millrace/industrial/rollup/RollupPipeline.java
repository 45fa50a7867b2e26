package io.millrace.industrial.rollup;

import io.millrace.operators.statistics.Summary;
import io.millrace.operators.window.PanedAggregation;
import io.millrace.operators.window.WindowSpec;
import io.millrace.operators.window.WindowedStreams;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Statistics of every sensor over windows of several sizes, from one pass over the readings. */
public final class RollupPipeline implements Pipeline<RollupParameters> {

  @Override
  public Class<RollupParameters> parameters() {
    return RollupParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, RollupParameters parameters) {
    List<ReadingQuality> qualities = parameters.qualities();
    Input<SensorReading> readings =
        inputs
            .input("readings", SensorReading.class)
            .filter(reading -> isUsable(reading, qualities));
    WindowedStreams<SensorReading, Rollup> rollup =
        PanedAggregation.of(Stage.of("rollup"), readings)
            .keyedBy(SensorKey::of, TypeInformation.of(SensorKey.class))
            .windows(parameters.windows().stream().map(WindowSpec::tumbling).toList())
            .early(parameters.early())
            .aggregate(new ReadingAggregation())
            .results(RollupPipeline::result, Rollup.class);
    outputs.results("rollup", rollup.results());
    outputs.late(readings, rollup.late());
  }

  /**
   * A reading without a finite value, or of a quality that is not asked for, says nothing about the
   * sensor.
   */
  private static boolean isUsable(SensorReading reading, List<ReadingQuality> qualities) {
    return reading.getValue() != null
        && Double.isFinite(reading.getValue())
        && qualities.contains(reading.getQuality());
  }

  private static Rollup result(
      SensorKey key,
      Instant start,
      Instant end,
      ReadingStatistics statistics,
      int revision,
      ResultStatus status) {
    Summary values = statistics.values();
    return new Rollup(
        key.source(),
        key.sensor(),
        start,
        end,
        values.count(),
        values.min(),
        values.max(),
        values.mean(),
        values.standardDeviation(),
        statistics.edges().first(),
        statistics.edges().last(),
        values.quantile(0.5),
        values.quantile(0.95),
        values.quantile(0.99),
        revision,
        status);
  }
}
