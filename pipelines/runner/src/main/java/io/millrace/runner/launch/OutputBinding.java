package io.millrace.runner.launch;

import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.schemas.platform.DeadLetter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where everything goes that leaves a pipeline. */
public interface OutputBinding {

  /** Why events are set aside. */
  enum Aside {
    /** They came too late for every result. */
    LATE,
    /** Their time lies further ahead of their arrival than the definition allows. */
    FUTURE
  }

  /** Writes the results of one output. */
  <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results);

  /** Keeps events that take part in no result. */
  <T extends IndexedRecord> void aside(InputDefinition input, Aside reason, DataStream<T> events);

  /** Keeps records that could not be processed. */
  void deadLetters(InputDefinition input, DataStream<DeadLetter> letters);
}
