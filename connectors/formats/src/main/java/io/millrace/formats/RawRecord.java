package io.millrace.formats;

import java.util.List;

/**
 * One undecoded record, from any transport.
 *
 * @param value the bytes of the record itself; null for a Kafka record without a value
 * @param key the key of a Kafka record; null where there is none
 * @param timestamp the timestamp of a Kafka record, in ms since 1970-01-01T00:00:00Z; {@link
 *     #NO_TIME} where there is none
 * @param arrival when the record reached the broker, in ms since 1970-01-01T00:00:00Z; {@link
 *     #NO_TIME} where nobody but the producer has said so
 */
public record RawRecord(
    byte[] value,
    byte[] key,
    List<Header> headers,
    Position position,
    long timestamp,
    long arrival) {

  /** A time that is not known. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** One header of a Kafka record; the value may be null. */
  public record Header(String key, byte[] value) {}

  /** A record of a file. */
  public static RawRecord inFile(byte[] value, String file, long line) {
    return inFile(value, new Position.InFile(file, line));
  }

  /** A record at a place in a file. */
  public static RawRecord inFile(byte[] value, Position.InFile place) {
    return new RawRecord(value, null, List.of(), place, NO_TIME, NO_TIME);
  }
}
