package io.millrace.formats;

import java.util.List;

/** Reads events of one schema from records that may hold several each. */
public abstract class BatchDecoder<T> extends Decoder<T> {

  /**
   * Reads one record, whose value is not null. A record of which any event is bad is bad as a
   * whole, so that none is processed twice when it is mended and sent again.
   *
   * @throws BadRecordException if the record can't be read
   */
  protected abstract List<T> readAll(RawRecord raw) throws Exception;

  @Override
  final Decoded<T> decoded(RawRecord raw) throws Exception {
    List<T> events = readAll(raw);
    return switch (events.size()) {
      case 0 -> new Decoded.Nothing<>();
      case 1 -> new Decoded.Ok<>(events.get(0), drainWarnings(raw));
      default -> new Decoded.Several<>(events, drainWarnings(raw));
    };
  }

  @Override
  protected final T read(RawRecord raw) {
    throw new UnsupportedOperationException("a record may hold several events");
  }
}
