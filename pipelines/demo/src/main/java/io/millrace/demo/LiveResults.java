package io.millrace.demo;

import io.millrace.simulators.ResultRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topics of results while they are written, for those who watch. Not thread-safe. */
final class LiveResults implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLLS = 20;

  private final Map<String, LiveView> views = new LinkedHashMap<>();
  private final Map<String, ResultRecords> readers = new HashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  LiveResults(String bootstrap, Set<Act> acts) {
    for (Act act : acts) {
      LiveView view = act.view();
      views.put(act.name(), view);
      readers.put(view.topic(), new ResultRecords(view.schema()));
    }
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** What to show of each act by its name, as of now. */
  Map<String, String> lines() {
    try {
      readAll();
    } catch (KafkaException | IOException noAnswer) {
      // The verdict reads everything anew, and complains.
      return Map.of();
    }
    Map<String, String> lines = new HashMap<>();
    views.forEach((act, view) -> view.line().ifPresent(line -> lines.put(act, line)));
    return lines;
  }

  private void readAll() throws IOException {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          views.values().stream()
              .map(view -> consumer.partitionsFor(view.topic()))
              .flatMap(Collection::stream)
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
    }
    for (int i = 0; i < POLLS; i++) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        LiveView view = view(record.topic());
        view.see(readers.get(record.topic()).read(record.value()));
      }
      if (polled.isEmpty()) {
        return;
      }
    }
  }

  private LiveView view(String topic) {
    return views.values().stream()
        .filter(one -> one.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
