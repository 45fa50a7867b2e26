package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.KafkaBroker;
import io.millrace.cluster.PostgresServer;
import io.millrace.it.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that refuses, or is not there: one clear message before anything runs, exit code 1, and
 * no secret in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedServicesTest {
  private static final String SECRET = "hunter2-hunter2";
  private static final String WRONG_SECRET = "swordfish-swordfish";

  private KafkaBroker broker;
  private PostgresServer postgres;
  private Path folder;

  @BeforeAll
  void startServices(@TempDir Path folder) throws SQLException, IOException {
    this.folder = folder;
    broker =
        KafkaBroker.start(
            KafkaBroker.Options.withUsers(Map.of("writer", SECRET, "reader", SECRET)));
    broker.createTopic("readings", 1);
    broker.createTopic("results", 1);
    broker.createTopic("test.refused.dead-letters", 1);
    broker.createTopic("test.refused.late", 1);
    for (String user : new String[] {"writer", "reader"}) {
      broker.allow(user, AclOperation.READ, ResourceType.TOPIC, "readings");
      broker.allow(user, AclOperation.DESCRIBE, ResourceType.TOPIC, "results");
      broker.allow(user, AclOperation.ALL, ResourceType.GROUP, "millrace.refused.0");
    }
    for (String topic :
        new String[] {"results", "test.refused.dead-letters", "test.refused.late"}) {
      broker.allow("writer", AclOperation.WRITE, ResourceType.TOPIC, topic);
    }
    // Who may not read a topic is not told whether it exists.
    broker.allow("writer", AclOperation.READ, ResourceType.TOPIC, "reading");
    broker.allow("writer", AclOperation.ALL, ResourceType.TRANSACTIONAL_ID, "*");
    postgres = PostgresServer.start();
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(),
                postgres.user(),
                Files.readString(postgres.passwordFile()).strip());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER guest PASSWORD '" + SECRET + "'");
      statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }
    Files.writeString(folder.resolve("secret"), SECRET);
    Files.writeString(folder.resolve("wrong-secret"), WRONG_SECRET);
    Files.writeString(
        folder.resolve("kafka.properties"),
        "writer="
            + jaas("writer", SECRET)
            + "\nreader="
            + jaas("reader", SECRET)
            + "\nwrong="
            + jaas("writer", WRONG_SECRET)
            + "\n");
    Files.writeString(
        folder.resolve("definition.yaml"),
        """
        version: 1
        pipeline: test/refused
        uses: industrial/rollup
        inputs: {readings: {from: {kafka: readings}}}
        outputs: {rollup: {to: [{kafka: results}, {postgres: rollup}]}}
        """);
  }

  @AfterAll
  void stopServices() {
    broker.close();
    postgres.close();
  }

  @Test
  void aBrokerThatIsNotThere() throws IOException {
    assertRefused(
        run(
            kafka("localhost:1", "writer"),
            database(postgres.jdbcUrl(), postgres.user(), postgres.passwordFile())),
        "localhost:1");
  }

  @Test
  void aTopicThatDoesNotExistIsNamedWithTheNearest() throws IOException {
    // Given
    String environment =
        kafka(broker.bootstrap(), "writer")
            + "rename: {readings: reading}\n"
            + database(postgres.jdbcUrl(), postgres.user(), postgres.passwordFile());

    // When
    CommandLineRun run = run(environment, "");

    // Then
    assertRefused(run, "has no topic 'reading'; did you mean 'readings'?");
  }

  @Test
  void aWrongPasswordOfKafka() throws IOException {
    assertRefused(
        run(
            kafka(broker.bootstrap(), "wrong"),
            database(postgres.jdbcUrl(), postgres.user(), postgres.passwordFile())),
        "the login is refused");
  }

  @Test
  void noPermissionToWriteATopic() throws IOException {
    assertRefused(
        run(
            kafka(broker.bootstrap(), "reader"),
            database(postgres.jdbcUrl(), postgres.user(), postgres.passwordFile())),
        "results");
  }

  @Test
  void aWrongPasswordOfPostgres() throws IOException {
    assertRefused(
        run(
            kafka(broker.bootstrap(), "writer"),
            database(postgres.jdbcUrl(), postgres.user(), folder.resolve("wrong-secret"))),
        "password");
  }

  @Test
  void aDatabaseThatDoesNotExist() throws IOException {
    assertRefused(
        run(
            kafka(broker.bootstrap(), "writer"),
            database(
                postgres.jdbcUrl().replace("/analytics", "/analytic"),
                postgres.user(),
                postgres.passwordFile())),
        "analytic");
  }

  @Test
  void noPermissionToMakeATable() throws IOException {
    assertRefused(
        run(
            kafka(broker.bootstrap(), "writer"),
            database(postgres.jdbcUrl(), "guest", folder.resolve("secret"))),
        "rollup");
  }

  @Test
  void anEnvironmentWithoutTheServiceThatIsNeeded() throws IOException {
    assertRefused(
        run(kafka(broker.bootstrap(), "writer"), ""), "the environment has no 'postgres'");
  }

  private String kafka(String bootstrap, String login) {
    return """
        kafka:
          bootstrap: "%s"
          properties:
            security.protocol: SASL_PLAINTEXT
            sasl.mechanism: PLAIN
            sasl.jaas.config: "${file:%s:%s}"
        deployment: {name: refused, state: "%s"}
        """
        .formatted(bootstrap, folder.resolve("kafka.properties"), login, folder.resolve("state"));
  }

  private static String database(String url, String user, Path passwordFile) {
    return "postgres: {url: \"%s\", user: %s, password-file: \"%s\", create: true}\n"
        .formatted(url, user, passwordFile);
  }

  private static String jaas(String user, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  private CommandLineRun run(String kafka, String database) throws IOException {
    Path environment = Files.writeString(folder.resolve("environment.yaml"), kafka + database);
    return CommandLineRun.of("run", folder.resolve("definition.yaml"), "--env", environment);
  }

  private static void assertRefused(CommandLineRun run, String message) {
    assertThat(run.err())
        .contains(message)
        .doesNotContain(SECRET)
        .doesNotContain(WRONG_SECRET)
        .doesNotContain("\tat ");
    assertThat(run.err().lines().count()).isBetween(1L, 5L);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }
}
