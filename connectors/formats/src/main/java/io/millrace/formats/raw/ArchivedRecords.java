package io.millrace.formats.raw;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroRecords;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes archived records of those of a topic, and the other way. Nothing is lost either way. */
public final class ArchivedRecords {
  static {
    AvroTrust.establish();
  }

  private ArchivedRecords() {}

  /** A record of a topic, of which it is not known what it {@code follows}. */
  static ArchivedRecord of(RawRecord raw) {
    Position.InTopic position = (Position.InTopic) raw.position();
    Integer id = null;
    Long fingerprint = null;
    AvroRecords.Header header = header(raw.value());
    if (header != null && header.kind() == AvroRecords.Header.Kind.ID) {
      id = (int) header.value();
    } else if (header != null) {
      fingerprint = header.value();
    }
    // Not by the builder, which checks and copies each field: every record of a topic comes by.
    return new ArchivedRecord(
        position.topic(),
        position.partition(),
        position.offset(),
        position.offset(),
        EventTimeField.isPlausible(raw.timestamp())
            ? Instant.ofEpochMilli(raw.timestamp())
            : Instant.EPOCH,
        time(raw.timestamp()),
        time(raw.arrival()),
        id,
        fingerprint,
        raw.headers().stream()
            .map(one -> new RecordHeader(one.key(), buffer(one.value())))
            .toList(),
        buffer(raw.key()),
        buffer(raw.value()));
  }

  /** The record as it was on its topic. */
  public static RawRecord raw(ArchivedRecord record) {
    List<RawRecord.Header> headers = new ArrayList<>(record.getHeaders().size());
    for (RecordHeader header : record.getHeaders()) {
      headers.add(new RawRecord.Header(header.getKey(), bytes(header.getValue())));
    }
    return new RawRecord(
        bytes(record.getValue()),
        bytes(record.getKey()),
        headers,
        new Position.InTopic(record.getTopic(), record.getPartition(), record.getOffset()),
        millis(record.getTimestamp()),
        millis(record.getArrival()));
  }

  /** What the value says it was written with; null if it says nothing. */
  private static AvroRecords.Header header(byte[] value) {
    if (value == null || value.length < 5 || value[0] != 0 && value[0] != (byte) 0xC3) {
      return null;
    }
    try {
      return AvroRecords.header(value, 0, value.length);
    } catch (BadRecordException none) {
      return null;
    }
  }

  private static Instant time(long millis) {
    return millis == RawRecord.NO_TIME ? null : Instant.ofEpochMilli(millis);
  }

  private static long millis(Instant time) {
    return time == null ? RawRecord.NO_TIME : time.toEpochMilli();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
