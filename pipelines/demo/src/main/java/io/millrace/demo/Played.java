package io.millrace.demo;

import io.millrace.cluster.LocalCluster;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.TopicSnapshot;
import io.millrace.simulators.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An act that is over: its pipeline has read everything and stopped.
 *
 * @param client properties of a Kafka client
 * @param sent how many records of each kind were sent
 */
record Played(LocalCluster cluster, Map<String, Object> client, Map<Truth, Long> sent) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** All records of a topic. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    cluster.kafka().awaitDecided();
    return TopicSnapshot.read(client, topic, PATIENCE);
  }

  /** All results of a topic. */
  List<GenericRecord> results(String topic, Schema schema) throws IOException {
    ResultRecords reader = new ResultRecords(schema);
    List<GenericRecord> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
      results.add(reader.read(record.value()));
    }
    return results;
  }

  /** How many records of a kind were sent. */
  long sent(Truth kind) {
    return sent.getOrDefault(kind, 0L);
  }

  /** How many records were sent. */
  long total() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether two numbers are the same; says so if not. */
  static boolean holds(PrintWriter out, String what, long expected, long found) {
    if (expected != found) {
      out.printf("             BAD: %,d %s expected, %,d found%n", expected, what, found);
    }
    return expected == found;
  }
}
