package io.millrace.kafka;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Writes a dead letter as {@link DeadLetterTopic} describes. */
final class DeadLetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  DeadLetterSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long time) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, KafkaBytes.of(letter.getKey()), KafkaBytes.of(letter.getValue()));
    Headers headers = record.headers();
    for (RecordHeader header : letter.getHeaders()) {
      headers.add(header.getKey(), KafkaBytes.of(header.getValue()));
    }
    HeaderText.add(headers, DeadLetterTopic.INPUT, letter.getInput());
    HeaderText.add(headers, DeadLetterTopic.STAGE, letter.getStage());
    HeaderText.add(headers, DeadLetterTopic.ERROR, letter.getError());
    HeaderText.add(headers, DeadLetterTopic.MESSAGE, letter.getMessage());
    HeaderText.add(headers, DeadLetterTopic.TOPIC, letter.getTopic());
    HeaderText.add(headers, DeadLetterTopic.PARTITION, letter.getPartition());
    HeaderText.add(headers, DeadLetterTopic.OFFSET, letter.getOffset());
    HeaderText.add(
        headers,
        DeadLetterTopic.TIMESTAMP,
        letter.getTimestamp() == null ? null : letter.getTimestamp().toEpochMilli());
    return record;
  }
}
