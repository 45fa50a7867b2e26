package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.flink.EventTimeWatermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class WatermarkTest {
  private final Ground ground;

  WatermarkTest(Ground ground) {
    this.ground = ground;
  }

  @BeforeEach
  void forget() {
    FiredTimersFunction.FIRED.clear();
  }

  @Test
  void thePartitionThatIsBehindHoldsEventTimeBack() throws Exception {
    // Given
    JobID job = start("behind", null);
    send("behind", 0, 10, 50, 100);
    send("behind", 1, 10, 11);
    assertThat(fired(1)).containsExactly(10L);

    // When
    send("behind", 1, 60);

    // Then
    assertThat(fired(2)).containsExactly(11L, 50L);
    send("behind", 1, 101);
    assertThat(fired(1)).containsExactly(60L);
    ground.cancel(job);
  }

  @Test
  void aPartitionThatNeverHadARecordHoldsEventTimeBack() throws Exception {
    // Given
    JobID job = start("empty", null);
    send("empty", 0, 10, 50, 100);

    // When
    send("empty", 1, 20, 40);

    // Then
    assertThat(fired(2)).containsExactly(10L, 20L);
    send("empty", 1, 99);
    assertThat(fired(2)).containsExactly(40L, 50L);
    ground.cancel(job);
  }

  @Test
  void aPartitionThatIsIdleForLongEnoughNoLongerDoes() throws Exception {
    // Given
    JobID job = start("idle", Duration.ofMillis(500));

    // When one partition goes on, for event time stands still where all are idle
    send("idle", 0, 10, 50, 100);
    List<Long> fired = new ArrayList<>();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    for (int next = 101; fired.size() < 2 && Instant.now().isBefore(deadline); next++) {
      send("idle", 0, next);
      Long one = FiredTimersFunction.FIRED.poll(200, TimeUnit.MILLISECONDS);
      if (one != null) {
        fired.add(one);
      }
    }

    // Then
    assertThat(fired).containsExactly(10L, 50L);
    ground.cancel(job);
  }

  private JobID start(String name, Duration idleAfter) throws Exception {
    ground.broker().createTopic(name, 2);
    StreamExecutionEnvironment environment = ground.environment();
    Wiring.of(
            environment,
            KafkaEvents.source(ground.connection(), Readings.input(name)),
            EventTimeWatermarks.strategy(Duration.ZERO, null, idleAfter, true))
        .events()
        .keyBy(reading -> reading.getSource(), Types.STRING)
        .process(new FiredTimersFunction(), Types.LONG)
        .uid("timers")
        .sinkTo(new DiscardingSink<>())
        .uid("nothing");
    return ground.start(environment);
  }

  private void send(String topic, int partition, int... seconds) {
    ground.send(
        Arrays.stream(seconds)
            .mapToObj(
                second ->
                    new ProducerRecord<byte[], byte[]>(
                        topic, partition, null, Readings.bytes(Readings.at(second))))
            .toList());
  }

  /** The next so many; fewer if they don't come. */
  private static List<Long> fired(int count) throws InterruptedException {
    List<Long> fired = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Long next = FiredTimersFunction.FIRED.poll(2, TimeUnit.MINUTES);
      if (next != null) {
        fired.add(next);
      }
    }
    return fired;
  }
}
