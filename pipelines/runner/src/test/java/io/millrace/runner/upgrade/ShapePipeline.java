package io.millrace.runner.upgrade;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Parameter;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** Counts readings in one stage with one state, whose shape its parameters say. */
public final class ShapePipeline implements Pipeline<ShapePipeline.Shape> {

  /** What a change of a pipeline's code would change. */
  public record Shape(
      @Parameter(about = "The id of the stage.", fallback = "count") String stage,
      @Parameter(about = "The name of the state.", fallback = "seen") String state,
      @Parameter(about = "The type of the state.", fallback = "long") String type,
      @Parameter(about = "What the state is kept by: source or sequence.", fallback = "source")
          String key) {}

  @Override
  public Class<Shape> parameters() {
    return Shape.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, Shape shape) {
    var readings = inputs.input("readings", SensorReading.class).events();
    KeyedStream<SensorReading, ?> keyed =
        shape.key().equals("source")
            ? readings.keyBy(SensorReading::getSource, Types.STRING)
            : readings.keyBy(SensorReading::getSequence, Types.LONG);
    outputs.results(
        "counted",
        Stage.of(shape.stage())
            .on(
                keyed.process(
                    new ShapeFunction<>(shape.state(), shape.type()),
                    new AvroRecordTypeInfo<>(SensorReading.class))));
  }
}
