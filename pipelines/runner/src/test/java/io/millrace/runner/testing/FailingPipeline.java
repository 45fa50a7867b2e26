package io.millrace.runner.testing;

import io.millrace.industrial.rollup.RollupParameters;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;

/** Fails on its first event. */
public final class FailingPipeline implements Pipeline<RollupParameters> {
  @Override
  public Class<RollupParameters> parameters() {
    return RollupParameters.class;
  }

  @Override
  public void wire(Inputs inputs, Outputs outputs, RollupParameters parameters) {
    outputs.results(
        "rollup",
        Stage.of("fail")
            .on(
                inputs
                    .input("readings", SensorReading.class)
                    .events()
                    .map(
                        reading -> {
                          throw new IllegalStateException("no reading is good enough");
                        },
                        new AvroRecordTypeInfo<>(SensorReading.class))));
  }
}
