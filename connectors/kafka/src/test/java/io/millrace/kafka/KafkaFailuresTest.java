package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.flink.EventTimeWatermarks;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class KafkaFailuresTest {

  @Test
  void aFailureThatCameFromAClusterIsExplained() {
    // Given
    TopicPartition partition = new TopicPartition("plant.readings", 3);
    Throwable failure =
        new SerializedThrowable(
            new IOException(
                "fetcher failed",
                new OffsetOutOfRangeException(
                    "Fetch position FetchPosition{offset=17, offsetEpoch=Optional[0]} is out of"
                        + " range for partition plant.readings-3",
                    Map.of(partition, 17L))));

    // When
    Optional<MillraceException> explained = KafkaFailures.explain(failure);

    // Then
    assertThat(explained).isPresent();
    assertThat(explained.get())
        .hasMessageContaining("no longer has the records of plant.readings-3 at offset 17");
  }

  @Test
  void aTopicThatIsGoneIsAnUnknownName() {
    // Given
    Throwable failure =
        new RuntimeException(new UnknownTopicOrPartitionException("no topic plant.readings"));

    // When
    Optional<MillraceException> explained = KafkaFailures.explain(failure);

    // Then
    assertThat(explained.map(MillraceException::code)).contains(ErrorCode.UNKNOWN_NAME);
    assertThat(explained.get()).hasMessage("Kafka: it does not exist (no topic plant.readings)");
  }

  @Test
  void aFailureOfSomethingElseIsLeftToOthers() {
    // Given
    Throwable failure = new RuntimeException(new IOException("disk full"));

    // When
    Optional<MillraceException> explained = KafkaFailures.explain(failure);

    // Then
    assertThat(explained).isEmpty();
  }

  @Test
  void aRunningJobThatMayNotWriteFailsWithoutShowingItsPassword(Ground ground) throws Exception {
    // Given
    String password = Ground.USERS.get("operator");
    KafkaConnection operator = ground.connectionOf("operator", password);
    ground.broker().createTopic("deny.in", 1);
    ground.broker().createTopic("deny.out", 1);
    ground.broker().allow("operator", AclOperation.READ, ResourceType.TOPIC, "deny.in");
    ground.send("deny.in", Readings.bytes(Readings.at(1)));
    StreamExecutionEnvironment environment = ground.environment();
    KafkaOutput<SensorReading> output =
        KafkaOutput.of(
            "out",
            "deny.out",
            RecordType.of(SensorReading.class),
            List.of("source"),
            Delivery.atLeastOnce());
    Wiring.of(
            environment,
            KafkaEvents.source(operator, Readings.input("deny.in")),
            EventTimeWatermarks.strategy(Duration.ZERO, null, null, false))
        .events()
        .sinkTo(KafkaResults.sink(operator, output))
        .uid("out");

    // When
    Optional<Throwable> failure = ground.run(environment);

    // Then
    assertThat(failure.flatMap(KafkaFailures::explain)).isPresent();
    assertThat(failure.flatMap(KafkaFailures::explain).get())
        .hasMessageContaining("permission is missing")
        .hasMessageContaining("deny.out");
    assertThat(ExceptionUtils.stringifyException(failure.get())).doesNotContain(password);
  }
}
