package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.KafkaBroker;
import io.millrace.cluster.PostgresServer;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.json.RecordJson;
import io.millrace.postgres.Password;
import io.millrace.postgres.PostgresConnection;
import io.millrace.postgres.PostgresOptions;
import io.millrace.postgres.PostgresSink;
import io.millrace.postgres.PostgresTable;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same results in files, topics and a table of real services. */
class DiffOfServicesTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> KEY = List.of("source", "sensor", "window_start", "window_end");

  private static KafkaBroker broker;
  private static PostgresServer database;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    broker = KafkaBroker.start();
    database = PostgresServer.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
  }

  @Test
  void filesTopicsAndTableOfTheSameResultsAreEqual() throws Exception {
    // Given results of which every third is corrected once
    List<Rollup> results = results();
    Path files = files(results);
    broker.createTopic("site.equal", 2);
    broker.createTopic("equal.json", 1);
    send("site.equal", results.stream().map(SingleObject::of).toList());
    send("equal.json", results.stream().map(DiffOfServicesTest::json).toList());
    fill("site_equal", results);
    Path definition = definition("equal");

    // When
    List<CommandRun> runs =
        List.of(
            diff(definition, files, "live"),
            diff(definition, "kafka:site.equal", "postgres:public.site_equal"),
            diff(definition, "kafka:equal.json", files));

    // Then
    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.code()).as(run.out() + run.err()).isZero();
              assertThat(run.out()).contains("rollup: 30 equal, 0 changed");
            });
  }

  @Test
  void aDifferenceIsSaidWithTheOffsetOfTheResult() throws Exception {
    // Given a topic in which the result of minute 4 has one more correction than the table
    List<Rollup> results = new ArrayList<>(results());
    fill("site_other", results);
    results.add(rollup(4, 1, 99));
    broker.createTopic("site.other", 1);
    send("site.other", results.stream().map(SingleObject::of).toList());

    // When
    CommandRun run = diff(definition("other"), "kafka:site.other", "live");

    // Then
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("29 equal, 1 changed", "A site.other-0@40", "mean: 99.0 in A, 4.0 in B")
        .contains("first divergence: [2026-01-01T00:04:00Z, 2026-01-01T00:05:00Z)");
  }

  @Test
  void whatIsNotThereOrNoResultIsRefusedWithTwo() throws Exception {
    // Given
    Path definition = definition("refused");
    broker.createTopic("site.refused", 1);
    send("site.refused", List.of("what?".getBytes(StandardCharsets.UTF_8)));

    // When
    CommandRun record = diff(definition, "kafka:site.refused", "kafka:site.refused");
    CommandRun topic = diff(definition, "kafka:site.none", "kafka:site.refused");
    CommandRun table = diff(definition, "postgres:none", "postgres:none");

    // Then
    assertThat(List.of(record, topic, table)).extracting(CommandRun::code).containsExactly(2, 2, 2);
    assertThat(record.err()).contains("MALFORMED site.refused-0@0: no result of this output");
    assertThat(topic.err()).contains("UNKNOWN_NAME", "site.none");
    assertThat(table.err()).contains("UNKNOWN_NAME Table none", "does not exist");
  }

  private CommandRun diff(Path definition, Object a, Object b) {
    return CommandRun.of(
        "diff", a, b, "--definition", definition, "--env", folder.resolve("environment.yaml"));
  }

  /** With the names that the environment of a site changes. */
  private Path definition(String name) throws IOException {
    Files.writeString(
        folder.resolve("environment.yaml"),
        """
        kafka: {bootstrap: "%1$s"}
        postgres: {url: "%2$s", user: %3$s, password-file: "%4$s"}
        rename: {%5$s.results: site.%5$s, %5$s: site_%5$s}
        deployment: {name: %5$s}
        """
            .formatted(
                broker.bootstrap(),
                database.jdbcUrl(),
                database.user(),
                database.passwordFile(),
                name));
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        version: 1
        pipeline: test/%1$s
        uses: industrial/rollup
        outputs: {rollup: {to: [{kafka: %1$s.results}, {postgres: %1$s}]}}
        """
            .formatted(name));
  }

  private Path files(List<Rollup> results) throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.write(
        files.resolve("rollup.jsonl"),
        results.stream().map(result -> new RecordJson().write(result)).toList());
    return files;
  }

  private static byte[] json(Rollup result) {
    return new RecordJson().write(result).getBytes(StandardCharsets.UTF_8);
  }

  private static void send(String topic, List<byte[]> values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topic, 0, null, value));
      }
    }
  }

  /** As a job does. */
  private static void fill(String table, List<Rollup> results) throws Exception {
    RecordType<Rollup> type = RecordType.of(Rollup.class);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, EmbeddedFlink.bounded());
    PostgresConnection connection =
        new PostgresConnection(
            database.jdbcUrl(), database.user(), Password.inFile(database.passwordFile()));
    var rows =
        Stage.of("results").on(environment.fromData(results, new AvroRecordTypeInfo<>(type)));
    Stage.of("table")
        .on(
            rows.sinkTo(
                PostgresSink.of(
                    connection,
                    PostgresTable.of(type, KEY, table),
                    0,
                    PostgresOptions.defaults())));
    environment.execute();
  }

  private static List<Rollup> results() {
    List<Rollup> results = new ArrayList<>();
    for (int minute = 0; minute < 30; minute++) {
      if (minute % 3 == 0) {
        results.add(rollup(minute, 0, 0.1));
      }
      results.add(rollup(minute, minute % 3 == 0 ? 1 : 0, minute));
    }
    return results;
  }

  private static Rollup rollup(int minute, int revision, double mean) {
    return Rollup.newBuilder()
        .setSource("m1")
        .setSensor("t")
        .setWindowStart(MIDNIGHT.plusSeconds(60L * minute))
        .setWindowEnd(MIDNIGHT.plusSeconds(60L * minute + 60))
        .setCount(3)
        .setMin(0.1)
        .setMax(1e300)
        .setMean(mean)
        .setStddev(1 / 3.0)
        .setFirst(0)
        .setLast(-0.0)
        .setP50(2e-7)
        .setP95(1)
        .setP99(1)
        .setRevision(revision)
        .setStatus(revision == 0 ? ResultStatus.FINAL : ResultStatus.CORRECTED)
        .build();
  }
}
