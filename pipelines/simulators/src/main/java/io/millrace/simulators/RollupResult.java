package io.millrace.simulators;

import io.millrace.schemas.industrial.Rollup;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;

/** A result of industrial/rollup, as found in its topic or its table. */
public record RollupResult(
    Key key,
    long count,
    double min,
    double max,
    double mean,
    double stddev,
    double first,
    double last,
    double p50,
    double p95,
    double p99,
    int revision,
    String status) {

  /** Of which sensor and window [start, end) a result is. */
  public record Key(String source, String sensor, Instant start, Instant end)
      implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return source + "/" + sensor + " [" + start + ", " + end + ")";
    }
  }

  /**
   * Reads a record of the topic of results.
   *
   * @throws IOException if it is none in the single-object encoding
   */
  public static RollupResult ofRecord(byte[] value) throws IOException {
    GenericRecord record = Holder.DECODER.decode(value);
    Key key =
        new Key(
            record.get("source").toString(),
            record.get("sensor").toString(),
            instant(record.get("window_start")),
            instant(record.get("window_end")));
    return new RollupResult(
        key,
        (Long) record.get("count"),
        (Double) record.get("min"),
        (Double) record.get("max"),
        (Double) record.get("mean"),
        (Double) record.get("stddev"),
        (Double) record.get("first"),
        (Double) record.get("last"),
        (Double) record.get("p50"),
        (Double) record.get("p95"),
        (Double) record.get("p99"),
        (Integer) record.get("revision"),
        record.get("status").toString());
  }

  /** Reads the row on which a query of all columns of the table of results stands. */
  public static RollupResult ofRow(ResultSet row) throws SQLException {
    Key key =
        new Key(
            row.getString("source"),
            row.getString("sensor"),
            row.getObject("window_start", OffsetDateTime.class).toInstant(),
            row.getObject("window_end", OffsetDateTime.class).toInstant());
    return new RollupResult(
        key,
        row.getLong("count"),
        row.getDouble("min"),
        row.getDouble("max"),
        row.getDouble("mean"),
        row.getDouble("stddev"),
        row.getDouble("first"),
        row.getDouble("last"),
        row.getDouble("p50"),
        row.getDouble("p95"),
        row.getDouble("p99"),
        row.getInt("revision"),
        row.getString("status"));
  }

  private static Instant instant(Object micros) {
    return Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS);
  }

  /** The decoder resolves schemas when it is built. */
  private static final class Holder {
    static final BinaryMessageDecoder<GenericRecord> DECODER =
        new BinaryMessageDecoder<>(new GenericData(), Rollup.getClassSchema());
  }
}
