package io.millrace.sdk;

import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The outputs of one pipeline, bound to whatever the run mode writes them to. */
public interface Outputs {

  /**
   * Sends results to an output of the definition.
   *
   * @throws MillraceException if the definition has no such output, or it has been written already
   */
  <R extends IndexedRecord> void results(String name, DataStream<R> results);

  /**
   * Keeps events of an input that came too late for every result, whole and counted.
   *
   * @param input the input that the events came from
   */
  <T extends IndexedRecord> void late(Input<T> input, DataStream<T> events);
}
