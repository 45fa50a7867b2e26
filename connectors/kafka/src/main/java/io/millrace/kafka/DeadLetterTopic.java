package io.millrace.kafka;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Dead letters in a Kafka topic: key, value and headers of the record as they were, and after them
 * headers that say where it stood and what is wrong. To process it again, {@link Redrive} copies it
 * without its last {@value #OWN_HEADERS} headers.
 *
 * <p>Texts of those headers are UTF-8, numbers decimal, the timestamp in ms since
 * 1970-01-01T00:00:00Z; what is not known has no value.
 */
public final class DeadLetterTopic {
  static {
    AvroTrust.establish();
  }

  static final String INPUT = "millrace.input";
  static final String STAGE = "millrace.stage";
  static final String ERROR = "millrace.error";
  static final String MESSAGE = "millrace.message";
  static final String TOPIC = "millrace.topic";
  static final String PARTITION = "millrace.partition";
  static final String OFFSET = "millrace.offset";
  static final String TIMESTAMP = "millrace.timestamp";

  /** How many headers are added. */
  public static final int OWN_HEADERS = 8;

  private static final List<String> NAMES =
      List.of(INPUT, STAGE, ERROR, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP);

  private DeadLetterTopic() {}

  /** The sink of dead letters. The value of one that the topic does not take is cut. */
  public static Sink<DeadLetter> sink(KafkaConnection connection, String topic, Delivery delivery) {
    return KafkaProducers.sink(
        connection,
        FittingSerializer.cutting(connection, new DeadLetterSerializer(topic)),
        delivery);
  }

  /**
   * Reads a dead letter back.
   *
   * @throws MillraceException MALFORMED if the record is none
   */
  public static DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
    List<Header> headers = Arrays.asList(record.headers().toArray());
    int original = headers.size() - OWN_HEADERS;
    // By place rather than by name: a letter that died twice has those of its first death, too.
    if (original < 0
        || !headers.subList(original, headers.size()).stream()
            .map(Header::key)
            .toList()
            .equals(NAMES)) {
      throw malformed(record, "its last headers are not those of one");
    }
    List<RecordHeader> own = new ArrayList<>();
    headers.subList(0, original).forEach(one -> own.add(header(one)));
    Reason reason = new Reason(record, headers.subList(original, headers.size()));
    return DeadLetter.newBuilder()
        .setInput(reason.required(INPUT))
        .setStage(reason.required(STAGE))
        .setError(reason.required(ERROR))
        .setMessage(reason.required(MESSAGE))
        .setTopic(reason.text(TOPIC))
        .setPartition(reason.number(PARTITION) == null ? null : reason.number(PARTITION).intValue())
        .setOffset(reason.number(OFFSET))
        .setTimestamp(
            reason.number(TIMESTAMP) == null
                ? null
                : Instant.ofEpochMilli(reason.number(TIMESTAMP)))
        .setHeaders(own)
        .setKey(buffer(record.key()))
        .setValue(buffer(record.value()))
        .build();
  }

  private static RecordHeader header(Header header) {
    return new RecordHeader(header.key(), buffer(header.value()));
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static MillraceException malformed(ConsumerRecord<?, ?> record, String reason) {
    return new MillraceException(
        ErrorCode.MALFORMED,
        "Record %s-%d@%d is no dead letter: %s"
            .formatted(record.topic(), record.partition(), record.offset(), reason));
  }

  /** The headers that were added, in the order of {@link #NAMES}. */
  private record Reason(ConsumerRecord<?, ?> record, List<Header> headers) {

    String text(String name) {
      return HeaderText.read(headers.get(NAMES.indexOf(name)).value());
    }

    String required(String name) {
      String text = text(name);
      if (text == null) {
        throw malformed(record, "its header " + name + " has no value");
      }
      return text;
    }

    Long number(String name) {
      String text = text(name);
      try {
        return text == null ? null : Long.valueOf(text);
      } catch (NumberFormatException none) {
        throw malformed(record, "its header " + name + " is '" + text + "', no number");
      }
    }
  }
}
