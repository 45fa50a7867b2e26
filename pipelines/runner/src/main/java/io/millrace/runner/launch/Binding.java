package io.millrace.runner.launch;

import io.millrace.formats.flink.Arrived;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What a run mode gives to a pipeline: where its inputs come from, and where everything that leaves
 * it goes.
 */
public interface Binding {

  /** Why events are set aside. */
  enum Aside {
    /** They came too late for every result. */
    LATE,
    /** Their time lies further ahead of their arrival than the definition allows. */
    FUTURE
  }

  /** The records of one input, decoded, with timestamps and watermarks. */
  <T extends IndexedRecord> DataStream<Arrived<T>> source(
      StreamExecutionEnvironment environment, InputDefinition input, RecordType<T> type);

  /** Writes the results of one output. */
  <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results);

  /** Keeps events that take part in no result. */
  <T extends IndexedRecord> void aside(InputDefinition input, Aside reason, DataStream<T> events);

  /**
   * Whether a job fails that can't read most of an input. A bounded run does not: it ends by
   * itself, and says how many it could not read.
   */
  default boolean limitsDead() {
    return false;
  }

  /** Keeps records that could not be processed. */
  void deadLetters(InputDefinition input, DataStream<DeadLetter> letters);
}
