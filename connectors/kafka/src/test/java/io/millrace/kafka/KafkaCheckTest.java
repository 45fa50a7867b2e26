package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
@Timeout(600)
class KafkaCheckTest {
  private static final String PASSWORD = Ground.USERS.get("operator");

  private final Ground ground;

  KafkaCheckTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void aJobThatMayDoAllThatItNeedsPasses() {
    // Given
    ground.broker().createTopic("check.all", 1);
    KafkaNeeds needs =
        KafkaNeeds.none()
            .reading("check.all")
            .writing("check.all")
            .inGroup("check-all")
            .inTransactions("check-all");

    // When
    var check = assertThatCode(() -> ground.connection().check(needs));

    // Then
    check.doesNotThrowAnyException();
  }

  @Test
  void anAddressWhereNobodyListensIsNamed() {
    // Given
    KafkaConnection nowhere = KafkaConnection.to("localhost:1,no.such.host.invalid:9092");

    // When
    MillraceException failure = failure(nowhere, KafkaNeeds.none());

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL);
    assertThat(failure)
        .hasMessage(
            "Can't reach Kafka at localhost:1,no.such.host.invalid:9092: localhost:1 refuses the"
                + " connection; no.such.host.invalid:9092 is a host that nobody knows; expected a"
                + " broker");
  }

  @Test
  void aTextThatIsNoAddressIsRefused() {
    // Given
    KafkaConnection malformed = KafkaConnection.to("localhost");

    // When
    MillraceException failure = failure(malformed, KafkaNeeds.none());

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_TYPE);
    assertThat(failure).hasMessageContaining("'localhost'; expected host:port");
  }

  @Test
  void whatListensButIsNoBrokerIsToldInTime() throws Exception {
    // Given
    try (ServerSocket silent = new ServerSocket(0)) {
      KafkaConnection wrong = KafkaConnection.to("localhost:" + silent.getLocalPort());
      long before = System.nanoTime();

      // When
      MillraceException failure =
          catchThrowableOfType(
              MillraceException.class,
              () -> new KafkaCheck(wrong, Duration.ofSeconds(2)).run(KafkaNeeds.none()));

      // Then
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL);
      assertThat(failure).hasMessageContaining("no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(3));
    }
  }

  @Test
  void aMissingTopicIsNamedWithTheOneThatWasMeant() {
    // Given
    ground.broker().createTopic("check.readings", 1);

    // When
    MillraceException failure =
        failure(ground.connection(), KafkaNeeds.none().reading("check.reading"));

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(failure)
        .hasMessage(
            "Kafka at "
                + ground.broker().bootstrap()
                + " has no topic 'check.reading'; did you mean 'check.readings'?");
  }

  @Test
  void aWrongPasswordIsToldWithoutShowingIt() {
    // Given
    KafkaConnection wrong = ground.connectionOf("operator", "not-the-passw0rd");

    // When
    MillraceException failure = failure(wrong, KafkaNeeds.none());

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL);
    assertThat(failure)
        .hasMessageContaining(ground.broker().bootstrap() + ": the login is refused")
        .hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("passw0rd");
  }

  @Test
  void everyMissingPermissionIsToldAtOnce() {
    // Given
    ground.broker().createTopic("check.in", 1);
    ground.broker().createTopic("check.out", 1);
    ground.broker().createTopic("check.hidden", 1);
    ground.broker().allow("operator", AclOperation.WRITE, ResourceType.TOPIC, "check.in");
    ground.broker().allow("operator", AclOperation.READ, ResourceType.TOPIC, "check.out");
    KafkaNeeds needs =
        KafkaNeeds.none()
            .reading("check.in")
            .writing("check.out")
            .reading("check.hidden")
            .inGroup("check")
            .inTransactions("check");

    // When
    MillraceException failure = failure(ground.connectionOf("operator", PASSWORD), needs);

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL);
    assertThat(failure.getMessage().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("Topic 'check.hidden'", "permission is missing"),
            line -> assertThat(line).contains("does not permit to read topic 'check.in'"),
            line -> assertThat(line).contains("does not permit to write topic 'check.out'"),
            line -> assertThat(line).contains("consumer group 'check'", "permission is missing"),
            line -> assertThat(line).contains("ids 'check-*'", "permission is missing"));
    assertThat(failure.getMessage()).doesNotContain(PASSWORD);
  }

  @Test
  void propertiesThatTheClientRefusesAreToldWithoutTheirSecrets() {
    // Given
    KafkaConnection broken =
        new KafkaConnection(
            ground.broker().bootstrap(),
            Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "PlainLoginModule maybe password=\"hunter2\";"));

    // When
    MillraceException failure = failure(broken, KafkaNeeds.none());

    // Then
    assertThat(failure).hasMessageContaining("does not take its properties").hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("hunter2");
  }

  private static MillraceException failure(KafkaConnection connection, KafkaNeeds needs) {
    return catchThrowableOfType(MillraceException.class, () -> connection.check(needs));
  }
}
