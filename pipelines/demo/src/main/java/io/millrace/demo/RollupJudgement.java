package io.millrace.demo;

import io.millrace.simulators.Reading;
import io.millrace.simulators.ReadingLedger;
import io.millrace.simulators.RollupOracle;
import io.millrace.simulators.RollupResult;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every result of industrial/rollup recomputed in plain Java from what is in the topic of readings,
 * and compared with what is in the topic of results and in the table; every record that is in no
 * result accounted for.
 */
final class RollupJudgement {
  private final Act act;
  private final Played played;

  RollupJudgement(Act act, Played played) {
    this.act = act;
    this.played = played;
  }

  /** Says what it found; whether nothing was lost and nothing doubled. */
  boolean pronounce(PrintWriter out) throws IOException {
    SetAside aside = SetAside.of(act, played);
    Set<Reading.Id> late = new HashSet<>();
    aside.late().forEach(value -> late.add(Reading.of(value).orElseThrow().id()));
    ReadingLedger ledger = new ReadingLedger(Optional.of(Demo.MAX_FUTURE), late);
    played
        .records(RollupAct.READINGS)
        .forEach(record -> ledger.add(record.value(), record.timestamp()));
    RollupOracle oracle = new RollupOracle(RollupAct.WINDOWS);
    ledger.processed().forEach(oracle::add);
    List<RollupResult> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : played.records(RollupAct.RESULTS)) {
      results.add(RollupResult.ofRecord(record.value()));
    }
    Verdict topic = oracle.judgeTopic(results, Instant.MAX);
    Verdict table = oracle.judgeTable(rows(), Instant.MAX);

    out.printf(
        "Accounting   %,d read = %,d processed + %,d dead + %,d late + %,d future + %,d duplicates%n",
        ledger.read(),
        ledger.processed().size(),
        ledger.dead(),
        ledger.late(),
        ledger.future(),
        ledger.duplicates());
    boolean accounted = Played.holds(out, "dead letters", ledger.dead(), aside.dead());
    accounted &= Played.holds(out, "late events", ledger.late(), aside.late().size());
    accounted &= Played.holds(out, "events from the future", ledger.future(), aside.future());
    accounted &= asSent(out, ledger);
    out.println("Kafka        " + topic);
    out.println("PostgreSQL   " + table);
    return accounted && topic.isGood() && table.isGood();
  }

  /**
   * The ledger believes the pipeline which readings are late. Here the plant is asked: else a
   * pipeline that sets everything aside would be found right.
   */
  private boolean asSent(PrintWriter out, ReadingLedger ledger) {
    boolean asSent =
        Played.holds(out, "malformed records sent", played.sent(Truth.MALFORMED), ledger.dead());
    asSent &=
        Played.holds(out, "duplicates sent", played.sent(Truth.DUPLICATE), ledger.duplicates());
    asSent &=
        Played.holds(
            out, "readings from the future sent", played.sent(Truth.FUTURE), ledger.future());
    long late = played.sent(Truth.LATE);
    if (ledger.late() > late) {
      out.printf("             BAD: %,d late, but %,d sent too late%n", ledger.late(), late);
    }
    return asSent && ledger.late() <= late;
  }

  private List<RollupResult> rows() throws IOException {
    var postgres = played.cluster().postgres();
    String password = Files.readString(postgres.passwordFile()).strip();
    List<RollupResult> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), password);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM " + RollupAct.TABLE)) {
      while (found.next()) {
        rows.add(RollupResult.ofRow(found));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IOException("can't read the table of results", failure);
    }
  }
}
