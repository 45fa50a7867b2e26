package io.millrace.runner.testing;

import io.millrace.industrial.rollup.RollupParameters;
import io.millrace.industrial.rollup.RollupPipeline;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;

/** Rolls up the readings of two inputs as if they were one. */
public final class TwoLinesPipeline implements Pipeline<RollupParameters> {
  @Override
  public Class<RollupParameters> parameters() {
    return RollupParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, RollupParameters parameters) {
    Input<SensorReading> left = inputs.input("left", SensorReading.class);
    Input<SensorReading> right = inputs.input("right", SensorReading.class);
    Input<SensorReading> both =
        new Input<>(
            "left", left.events().union(right.events()), left.outOfOrderness(), left.lateness());
    new RollupPipeline().wire(new OneInput(both), outputs, parameters);
  }

  private record OneInput(Input<SensorReading> input) implements Inputs {
    @Override
    @SuppressWarnings("unchecked")
    public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
      return (Input<T>) input;
    }
  }
}
