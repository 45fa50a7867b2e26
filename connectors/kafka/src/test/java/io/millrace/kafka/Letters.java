package io.millrace.kafka;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters, and where they come from. */
final class Letters {
  static {
    AvroTrust.establish();
  }

  private Letters() {}

  /** Of a record with a header, a key and a value. */
  static DeadLetter of(String topic, int partition, long offset) {
    return DeadLetter.newBuilder()
        .setInput("readings")
        .setStage("decode")
        .setError("MALFORMED")
        .setMessage("no")
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setHeaders(List.of(new RecordHeader("trace", buffer("t" + offset))))
        .setKey(buffer("k" + offset))
        .setValue(buffer("v" + offset))
        .build();
  }

  /** Writes letters as a job does, to partition 0. */
  static void send(Ground ground, String topic, DeadLetter... letters) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (DeadLetter letter : letters) {
      ProducerRecord<byte[], byte[]> record =
          new DeadLetterSerializer(topic).serialize(letter, null, null);
      records.add(
          new ProducerRecord<>(topic, 0, null, record.key(), record.value(), record.headers()));
    }
    ground.send(records);
  }

  static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
