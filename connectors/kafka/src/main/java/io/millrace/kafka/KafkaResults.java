package io.millrace.kafka;

import io.millrace.sdk.MillraceException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.sink2.Sink;

/** Results to a Kafka topic. Results of one key stand in one partition, in the order written. */
public final class KafkaResults {
  private KafkaResults() {}

  /**
   * The sink of one output.
   *
   * @throws MillraceException UNKNOWN_NAME if the results have no such key field
   */
  public static <R extends IndexedRecord> Sink<R> sink(
      KafkaConnection connection, KafkaOutput<R> output) {
    // Made here for its complaint alone: on a task it would come too late.
    new ResultKey(output.type().schema(), output.keyFields());
    return KafkaProducers.sink(
        connection,
        FittingSerializer.leavingOut(
            connection,
            new ResultSerializer<>(
                output.topic(), output.type(), output.keyFields(), output.encoding())),
        output.delivery());
  }
}
