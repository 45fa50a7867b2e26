package io.millrace.demo;

import io.millrace.cluster.LocalCluster;
import io.millrace.simulators.Reading;
import io.millrace.simulators.ReadingLedger;
import io.millrace.simulators.RollupOracle;
import io.millrace.simulators.RollupResult;
import io.millrace.simulators.TopicSnapshot;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The verdict: every result recomputed in plain Java from what is in the topic of readings, and
 * compared with what is in the topic of results and in the table; every record that is in no result
 * accounted for.
 */
final class Judgement {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LocalCluster cluster;
  private final Map<String, Object> client;
  private final Map<Truth, Long> sent;

  /**
   * @param sent how many records of each kind the plant has sent
   */
  Judgement(LocalCluster cluster, Map<String, Object> client, Map<Truth, Long> sent) {
    this.cluster = cluster;
    this.client = client;
    this.sent = sent;
  }

  /** Says what it found; whether nothing was lost and nothing doubled. */
  boolean pronounce(PrintWriter out) throws IOException {
    List<ConsumerRecord<byte[], byte[]>> aside = records(DemoFiles.LATE);
    Set<Reading.Id> late = new HashSet<>();
    long lateRecords = 0;
    long futureRecords = 0;
    for (ConsumerRecord<byte[], byte[]> record : aside) {
      if (header(record, "millrace.reason").equals("LATE")) {
        lateRecords++;
        late.add(Reading.of(record.value()).orElseThrow().id());
      } else {
        futureRecords++;
      }
    }
    ReadingLedger ledger = new ReadingLedger(Optional.of(Demo.MAX_FUTURE), late);
    records(DemoFiles.READINGS).forEach(record -> ledger.add(record.value(), record.timestamp()));
    RollupOracle oracle = new RollupOracle(Demo.WINDOWS);
    ledger.processed().forEach(oracle::add);
    List<RollupResult> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(DemoFiles.RESULTS)) {
      results.add(RollupResult.ofRecord(record.value()));
    }
    Verdict topic = oracle.judgeTopic(results, Instant.MAX);
    Verdict table = oracle.judgeTable(rows(), Instant.MAX);
    long dead = distinctPositions(records(DemoFiles.DEAD_LETTERS));

    out.println();
    out.printf(
        "Accounting   %,d read = %,d processed + %,d dead + %,d late + %,d future + %,d duplicates%n",
        ledger.read(),
        ledger.processed().size(),
        ledger.dead(),
        ledger.late(),
        ledger.future(),
        ledger.duplicates());
    boolean accounted = true;
    accounted &= holds(out, "dead letters", ledger.dead(), dead);
    accounted &= holds(out, "late events", ledger.late(), lateRecords);
    accounted &= holds(out, "events from the future", ledger.future(), futureRecords);
    accounted &= asSent(out, ledger);
    out.println("Kafka        " + topic);
    out.println("PostgreSQL   " + table);
    boolean good = accounted && topic.isGood() && table.isGood();
    out.println(
        good
            ? "Verdict: nothing lost, nothing doubled, in Kafka and in PostgreSQL."
            : "Verdict: BAD. See above.");
    out.flush();
    return good;
  }

  /**
   * The ledger believes the pipeline which readings are late. Here the plant is asked: else a
   * pipeline that sets everything aside would be found right.
   */
  private boolean asSent(PrintWriter out, ReadingLedger ledger) {
    boolean asSent = holds(out, "malformed records sent", sent(Truth.MALFORMED), ledger.dead());
    asSent &= holds(out, "duplicates sent", sent(Truth.DUPLICATE), ledger.duplicates());
    asSent &= holds(out, "readings from the future sent", sent(Truth.FUTURE), ledger.future());
    long late = sent(Truth.LATE);
    if (ledger.late() > late) {
      out.printf("             BAD: %,d late, but %,d sent too late%n", ledger.late(), late);
    }
    return asSent && ledger.late() <= late;
  }

  private long sent(Truth kind) {
    return sent.getOrDefault(kind, 0L);
  }

  private static boolean holds(PrintWriter out, String what, long expected, long found) {
    if (expected != found) {
      out.printf("             BAD: %,d %s expected, %,d found%n", expected, what, found);
    }
    return expected == found;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicSnapshot.read(client, topic, PATIENCE);
  }

  /** Dead letters, or -1 if one position is there twice. */
  private static long distinctPositions(List<ConsumerRecord<byte[], byte[]>> letters) {
    Set<String> positions = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      positions.add(header(letter, "millrace.partition") + "@" + header(letter, "millrace.offset"));
    }
    return positions.size() == letters.size() ? positions.size() : -1;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private List<RollupResult> rows() throws IOException {
    String password = Files.readString(cluster.postgres().passwordFile()).strip();
    List<RollupResult> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                cluster.postgres().jdbcUrl(), cluster.postgres().user(), password);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM " + DemoFiles.TABLE)) {
      while (found.next()) {
        rows.add(RollupResult.ofRow(found));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IOException("can't read the table of results", failure);
    }
  }
}
