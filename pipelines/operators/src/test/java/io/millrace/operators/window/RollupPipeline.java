package io.millrace.operators.window;

import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;

/** A pipeline that is nothing but a paned aggregation. */
final class RollupPipeline implements Pipeline<RollupPipeline.Parameters> {

  record Parameters(List<WindowSpec> windows, Duration early) {}

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, Parameters parameters) {
    Input<SensorReading> readings = inputs.input("readings", SensorReading.class);
    WindowedStreams<SensorReading, Rollup> rollups =
        PanedAggregation.of(Stage.of("rollup"), readings)
            .keyedBy(SensorReading::getSource, Types.STRING)
            .windows(parameters.windows())
            .early(parameters.early())
            .aggregate(new ReadingStatistics())
            .results(ReadingStatistics::rollup, Rollup.class);
    outputs.results("rollup", rollups.results());
    outputs.late(readings, rollups.late());
  }
}
