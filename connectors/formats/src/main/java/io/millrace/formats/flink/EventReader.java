package io.millrace.formats.flink;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.EventTimeWarnings;
import io.millrace.formats.Format;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.avro.RecordType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/**
 * Makes of each record of a topic its events or a dead letter; no record makes it throw. Not
 * thread-safe: each reader of a stream has its own.
 */
public final class EventReader<T extends IndexedRecord> {
  /** The stage that dead letters name. */
  private static final String STAGE = "decode";

  private final String input;
  private final Format format;
  private final RecordType<T> type;
  private final boolean byOrder;
  private final Decoder<T> decoder;
  private final Map<Integer, Decoder<T>> decoders = new HashMap<>();
  private final EventTimeField time;
  private final EventTimeWarnings timeWarnings = new EventTimeWarnings(System::currentTimeMillis);

  /**
   * A reader for one input.
   *
   * @param input the name in the definition, which dead letters tell
   * @param timeField the field that says when an event happened
   */
  public EventReader(String input, Format format, RecordType<T> type, String timeField) {
    this.input = input;
    this.format = format;
    this.type = type;
    this.byOrder = format.readsByOrder();
    this.decoder = format.decoder(type);
    this.time = EventTimeField.of(type, timeField);
  }

  /** What a record holds: one event or dead letter mostly, none for a comment of its format. */
  public List<Arrived<T>> read(RawRecord raw) {
    Decoded<T> decoded = decoder(raw.position()).decode(raw);
    if (decoded instanceof Decoded.Bad<T> bad) {
      return List.of(dead(raw, bad, List.of()));
    } else if (decoded instanceof Decoded.Ok<T> ok) {
      return List.of(timed(ok, raw));
    }
    return decoded instanceof Decoded.Several<T> several
        ? several.each().stream().map(ok -> timed(ok, raw)).toList()
        : List.of();
  }

  /** Forgets the order of what was read: the next record does not follow the last one. */
  public void jump() {
    decoders.clear();
  }

  private Decoder<T> decoder(Position position) {
    return byOrder && position instanceof Position.InTopic inTopic
        ? decoders.computeIfAbsent(inTopic.partition(), partition -> format.decoder(type))
        : decoder;
  }

  private Arrived<T> timed(Decoded.Ok<T> ok, RawRecord raw) {
    try {
      long millis = time.millis(ok.event());
      return Arrived.event(
          ok.event(), millis, raw, timeWarnings.of(millis, raw.position(), ok.warnings()));
    } catch (BadRecordException timeless) {
      return dead(raw, new Decoded.Bad<>(timeless.code(), timeless.getMessage()), ok.warnings());
    }
  }

  /** A warning may be about more than this record, and is told once. */
  private Arrived<T> dead(RawRecord raw, Decoded.Bad<T> bad, List<DataWarning> warnings) {
    return Arrived.dead(DeadLetters.of(input, STAGE, raw, bad), raw, warnings);
  }
}
