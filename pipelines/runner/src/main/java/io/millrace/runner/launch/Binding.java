package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.sdk.Input;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a run mode gives to a pipeline: where its inputs come from, and where everything that leaves
 * it goes.
 */
public interface Binding extends OutputBinding {

  /** The records of one input, decoded, with timestamps and watermarks. */
  <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type);

  /**
   * The same, for a pipeline that looks at how they arrive: in the order in which they do, as far
   * as that is known.
   */
  default <T extends IndexedRecord> DataStream<Arrived<T>> arrivals(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type) {
    return source(environment, input, type);
  }

  /** Those of the events of an input that take part: all, where the run mode has no edges. */
  default <T extends IndexedRecord> Input<T> within(InputDefinition input, Input<T> events) {
    return events;
  }

  /**
   * Whether the job has no end by itself. A bounded run does not fail where it can't read most of
   * an input, nor does it log that events are late: it says so at its end.
   */
  default boolean isLive() {
    return false;
  }
}
