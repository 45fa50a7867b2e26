package io.millrace.benchmarks.state;

import io.millrace.sdk.Input;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Stage;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Outputs that go nowhere. */
final class Discarded implements Outputs {

  @Override
  public <R extends IndexedRecord> void results(String name, DataStream<R> results) {
    Stage.of("output." + name).on(results.sinkTo(new DiscardingSink<>()));
  }

  @Override
  public <T extends IndexedRecord> void late(Input<T> input, DataStream<T> events) {
    Stage.of("late." + input.name()).on(events.sinkTo(new DiscardingSink<>()));
  }
}
