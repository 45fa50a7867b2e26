package io.millrace.kafka;

import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Events that no result could take up any more, in a Kafka topic: each in Avro's single-object
 * encoding, so that it is read like any other, with headers that name its input and the reason.
 */
public final class LateTopic {
  static final String INPUT = "millrace.input";
  static final String REASON = "millrace.reason";

  private LateTopic() {}

  /** Why an event was put aside. */
  public enum Reason {
    /** It came after every result that it belongs to was complete. */
    LATE,
    /** Its time lies further ahead of its record's timestamp than the definition allows. */
    FUTURE
  }

  /**
   * The sink of the events that one input puts aside for one reason.
   *
   * @param input name of the input in the definition
   * @param type what the events are
   */
  public static <T extends IndexedRecord> Sink<T> sink(
      KafkaConnection connection,
      String topic,
      String input,
      RecordType<T> type,
      Reason reason,
      Delivery delivery) {
    return KafkaProducers.sink(
        connection, new LateEventSerializer<>(topic, input, type, reason), delivery);
  }
}
