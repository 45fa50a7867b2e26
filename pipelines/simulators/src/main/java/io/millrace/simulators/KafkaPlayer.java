package io.millrace.simulators;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends simulated records to their topics, each when it is due. Every record is there exactly once.
 */
public final class KafkaPlayer implements AutoCloseable {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Function<String, String> topics;
  private final double speed;
  private volatile boolean stopped;

  /**
   * A player that is connected on the first record.
   *
   * @param properties of a Kafka client: address and login
   * @param speed seconds of the plant in one second of the wall; infinity does not wait at all
   */
  public KafkaPlayer(Map<String, Object> properties, String topic, double speed) {
    this(properties, input -> topic, speed);
  }

  /**
   * A player to several topics.
   *
   * @param topics topic by the name of the input
   */
  public KafkaPlayer(
      Map<String, Object> properties, Function<String, String> topics, double speed) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putIfAbsent("enable.idempotence", "true");
    all.putIfAbsent("acks", "all");
    all.putIfAbsent("linger.ms", "10");
    all.putIfAbsent("batch.size", Integer.toString(128 * 1024));
    all.putIfAbsent("compression.type", "lz4");
    // A broker that stands still for a while, as on a busy machine, is waited for.
    all.putIfAbsent("delivery.timeout.ms", "300000");
    this.producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    this.topics = topics;
    this.speed = speed;
  }

  /**
   * Sends all records, and returns when the broker has them.
   *
   * @param start time of the plant that is now
   * @return how many of each kind were sent
   * @throws KafkaException if the broker refuses one, or does not answer
   */
  public Map<Truth, Long> play(Iterator<SimulatedRecord> records, Instant start) {
    Map<Truth, Long> sent = new EnumMap<>(Truth.class);
    AtomicReference<KafkaException> failure = new AtomicReference<>();
    long begin = System.nanoTime();
    while (records.hasNext() && !stopped) {
      SimulatedRecord record = records.next();
      waitUntil(begin + (long) (Duration.between(start, record.due()).toNanos() / speed));
      String topic = topics.apply(record.input());
      // The record's time is that of sending, as it is for a real gateway.
      producer.send(
          new ProducerRecord<>(topic, record.key(), record.value()),
          (metadata, problem) -> {
            if (problem != null) {
              failure.compareAndSet(null, failure(topic, problem));
            }
          });
      sent.merge(record.truth(), 1L, Long::sum);
      throwIfFailed(failure.get());
    }
    producer.flush();
    throwIfFailed(failure.get());
    return sent;
  }

  /** Lets {@link #play} end after the present record. */
  public void stop() {
    stopped = true;
  }

  private void waitUntil(long time) {
    long left = time - System.nanoTime();
    while (left > SHORTEST_WAIT.toNanos() && !stopped) {
      LockSupport.parkNanos(left);
      left = time - System.nanoTime();
    }
  }

  private static KafkaException failure(String topic, Exception cause) {
    return new KafkaException("Can't write to topic " + topic + ": " + cause.getMessage(), cause);
  }

  private static void throwIfFailed(KafkaException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
