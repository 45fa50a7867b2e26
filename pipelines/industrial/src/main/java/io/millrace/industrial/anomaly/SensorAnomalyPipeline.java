package io.millrace.industrial.anomaly;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.operators.order.OrderedStreams;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.industrial.SensorScore;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** How unusual every reading of every sensor is, and the episodes in which something is wrong. */
public final class SensorAnomalyPipeline implements Pipeline<SensorAnomalyParameters> {
  private static final Stage STAGE = Stage.of("sensor-anomaly");

  @Override
  public Class<SensorAnomalyParameters> parameters() {
    return SensorAnomalyParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, SensorAnomalyParameters parameters) {
    List<String> sensors = parameters.sensors();
    Input<SensorReading> readings =
        inputs
            .input("readings", SensorReading.class)
            .filter(reading -> sensors.isEmpty() || sensors.contains(reading.getSensor()));
    OrderedStreams<SensorReading, SensorKey> ordered =
        OrderedStreams.of(
            STAGE.part("order"),
            readings,
            reading -> new SensorKey(reading.getSource(), reading.getSensor()),
            TypeInformation.of(SensorKey.class));
    SingleOutputStreamOperator<SensorScore> scores =
        STAGE
            .part("score")
            .on(
                ordered
                    .events()
                    .process(
                        new SensorAnomalyFunction(parameters),
                        new AvroRecordTypeInfo<>(SensorScore.class)));
    outputs.results("scores", scores);
    outputs.results("episodes", scores.getSideOutput(SensorAnomalyFunction.EPISODES));
    outputs.late(readings, ordered.late());
  }
}
