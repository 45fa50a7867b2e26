package io.millrace.sql.functions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions.CompressionCodec;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Flink's planner with our functions, and a table of readings of two machines, for all tests. */
final class Planner {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Two machines, each with a reading in every second of four minutes, a little out of order. */
  static final List<Reading> READINGS = readings();

  /** Types at their most general: nothing here may fall to Kryo. */
  private static final Configuration CONFIGURATION =
      new Configuration()
          .set(PipelineOptions.GENERIC_TYPES, false)
          // LZ4 is not there.
          .set(NettyShuffleEnvironmentOptions.SHUFFLE_COMPRESSION_CODEC, CompressionCodec.NONE);

  private static final StreamTableEnvironment STREAM = stream();

  private Planner() {}

  record Reading(String source, Instant time, double value, long requests, String session) {}

  static StreamTableEnvironment streaming() {
    return STREAM;
  }

  static TableEnvironment batch() {
    TableEnvironment tables =
        TableEnvironment.create(
            EnvironmentSettings.newInstance()
                .inBatchMode()
                .withConfiguration(CONFIGURATION)
                .build());
    SqlFunctions.registerAll(tables);
    return tables;
  }

  static List<Row> rows(String query) throws Exception {
    return rows(STREAM, query);
  }

  static List<Row> rows(TableEnvironment tables, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = tables.executeSql(query).collect()) {
      results.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static List<Reading> readings() {
    Random random = new Random(42);
    List<Reading> readings = new ArrayList<>();
    for (String source : List.of("m1", "m2")) {
      long requests = 1_000;
      for (int second = 0; second < 240; second++) {
        requests = random.nextInt(50) == 0 ? random.nextInt(10) : requests + random.nextInt(100);
        readings.add(
            new Reading(
                source,
                START.plusSeconds(second),
                Math.exp(3 * random.nextGaussian()),
                requests,
                "s" + random.nextInt(30)));
      }
    }
    readings.sort((one, other) -> Long.compare(arrival(one.time()), arrival(other.time())));
    return List.copyOf(readings);
  }

  /** Not the order of the events, but never off by five seconds. */
  private static long arrival(Instant time) {
    long second = time.getEpochSecond();
    return second - second % 5 + 4 - second % 5;
  }

  private static StreamTableEnvironment stream() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(CONFIGURATION);
    environment.setParallelism(2);
    StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
    tables.getConfig().set("table.local-time-zone", "UTC");
    SqlFunctions.registerAll(tables);
    TypeInformation<Row> type =
        Types.ROW_NAMED(
            new String[] {"source", "event_time", "value", "requests", "session"},
            Types.STRING,
            Types.INSTANT,
            Types.DOUBLE,
            Types.LONG,
            Types.STRING);
    List<Row> rows =
        READINGS.stream()
            .map(
                reading ->
                    Row.of(
                        reading.source(),
                        reading.time(),
                        reading.value(),
                        reading.requests(),
                        reading.session()))
            .toList();
    tables.createTemporaryView(
        "readings",
        environment.fromData(rows, type).setParallelism(1),
        Schema.newBuilder()
            .column("source", DataTypes.STRING())
            .column("event_time", DataTypes.TIMESTAMP_LTZ(3))
            .column("value", DataTypes.DOUBLE())
            .column("requests", DataTypes.BIGINT())
            .column("session", DataTypes.STRING())
            .watermark("event_time", "event_time - INTERVAL '5' SECOND")
            .build());
    return tables;
  }
}
