package io.millrace.formats;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import java.util.List;

/**
 * Reads events of one schema from records of one format. Not thread-safe: each reader of a stream
 * has its own.
 *
 * <p>{@link #decode} never throws because of data, and a bad record leaves nothing behind that a
 * later one could meet.
 */
public abstract class Decoder<T> {
  private final Warnings warnings = new Warnings();

  /** Where the parts of this decoder warn of the record that is being read. */
  protected final Warnings warnings() {
    return warnings;
  }

  /** The warnings of the record that has been read; each is told once. */
  final List<DataWarning> drainWarnings(RawRecord raw) {
    return warnings.drain(raw.position());
  }

  /** Reads one record. */
  public final Decoded<T> decode(RawRecord raw) {
    if (raw.value() == null && needsValue()) {
      return new Decoded.Bad<>(ErrorCode.MALFORMED, "the record has no value");
    }
    warnings.clear();
    try {
      return decoded(raw);
    } catch (BadRecordException bad) {
      reset();
      return new Decoded.Bad<>(bad.code(), bad.getMessage());
    } catch (RetryableException outside) {
      throw outside;
    } catch (Exception unforeseen) {
      // A library's own complaint about the bytes: no defect of the job, so no reason to restart
      // it.
      reset();
      return new Decoded.Bad<>(ErrorCode.MALFORMED, describe(unforeseen));
    }
  }

  /** Whether a record without a value is a bad one, and is not read. */
  protected boolean needsValue() {
    return true;
  }

  /** Reads one record, which may hold several events. */
  Decoded<T> decoded(RawRecord raw) throws Exception {
    T event = read(raw);
    return event == null ? new Decoded.Nothing<>() : new Decoded.Ok<>(event, drainWarnings(raw));
  }

  /**
   * Reads one record, whose value is not null if {@linkplain #needsValue one is needed}.
   *
   * @return the event; null if the record is a header or a comment of the format
   * @throws BadRecordException if the record can't be read
   * @throws RetryableException if something that is not the data is at fault, such as a registry
   *     that is down
   */
  protected abstract T read(RawRecord raw) throws Exception;

  /** Forgets whatever a record that could not be read may have left behind. */
  protected void reset() {}

  private static String describe(Exception unforeseen) {
    String message = unforeseen.getMessage();
    return message == null || message.isBlank()
        ? unforeseen.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").strip();
  }
}
