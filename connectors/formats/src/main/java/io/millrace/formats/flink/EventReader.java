package io.millrace.formats.flink;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.Format;
import io.millrace.formats.RawRecord;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/**
 * Makes of each record of a topic its events or a dead letter; no record makes it throw. Not
 * thread-safe: each reader of a stream has its own.
 */
public final class EventReader<T extends IndexedRecord> {
  /** The stage that dead letters name. */
  private static final String STAGE = "decode";

  private final String input;
  private final Decoder<T> decoder;
  private final EventTimeField time;

  /**
   * A reader for one input.
   *
   * @param input the name in the definition, which dead letters tell
   * @param timeField the field that says when an event happened
   */
  public EventReader(String input, Format format, RecordType<T> type, String timeField) {
    this.input = input;
    this.decoder = format.decoder(type);
    this.time = EventTimeField.of(type, timeField);
  }

  /** What a record holds: one event or dead letter mostly, none for a comment of its format. */
  public List<Arrived<T>> read(RawRecord raw) {
    Decoded<T> decoded = decoder.decode(raw);
    if (decoded instanceof Decoded.Bad<T> bad) {
      return List.of(dead(raw, bad));
    } else if (decoded instanceof Decoded.Ok<T> ok) {
      return List.of(timed(ok, raw));
    }
    return decoded instanceof Decoded.Several<T> several
        ? several.each().stream().map(ok -> timed(ok, raw)).toList()
        : List.of();
  }

  private Arrived<T> timed(Decoded.Ok<T> ok, RawRecord raw) {
    try {
      return Arrived.event(ok, time.millis(ok.event()), raw);
    } catch (BadRecordException timeless) {
      return dead(raw, new Decoded.Bad<>(timeless.code(), timeless.getMessage()));
    }
  }

  private Arrived<T> dead(RawRecord raw, Decoded.Bad<T> bad) {
    return Arrived.dead(DeadLetters.of(input, STAGE, raw, bad), raw);
  }
}
