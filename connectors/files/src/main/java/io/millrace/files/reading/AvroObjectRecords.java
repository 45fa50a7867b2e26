package io.millrace.files.reading;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoded;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroRecords;
import io.millrace.sdk.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Single-object encoded records one after another. Nothing says how long a record is but the record
 * itself; so after a bad one reading goes on at the next marker with the fingerprint of a known
 * schema, and what stands before it is one dead letter.
 */
final class AvroObjectRecords<T extends IndexedRecord> implements FileRecords<T> {
  private static final int HEADER = 10;

  private final DataFile file;
  private final Window window;
  private final AvroRecords<T> records;
  private BinaryDecoder decoder;
  private long number;
  private boolean failureTold;

  AvroObjectRecords(DataFile file, Window window, AvroRecords<T> records) {
    this.file = file;
    this.window = window;
    this.records = records;
  }

  @Override
  public Entry<T> next() {
    if (!window.has(1)) {
      return window.failure() == null || failureTold ? null : damage(0);
    }
    number++;
    try {
      window.has(HEADER);
      AvroRecords.Header header =
          AvroRecords.header(window.array(), window.offset(), window.length());
      AvroRecords.Reader<T> reader = records.reader(header);
      T event = read(reader, header.length());
      int length = window.length() - decoder.remainingBytes();
      if (swallowed(length)) {
        throw new BadRecordException(
            ErrorCode.MALFORMED, "no Avro record: it goes on into the one that follows");
      }
      RawRecord raw = take(length);
      return new Entry<>(raw, new Decoded.Ok<>(event, reader.warnings(raw.position())));
    } catch (EOFException early) {
      if (window.failure() != null) {
        return damage(nextMarker());
      }
      return bad(ErrorCode.MALFORMED, "truncated: the file ends within the record");
    } catch (BadRecordException bad) {
      return bad(bad.code(), bad.getMessage());
    }
  }

  /** Reads with all bytes that are at hand, and where they don't suffice with twice as many. */
  private T read(AvroRecords.Reader<T> reader, int header) throws EOFException, BadRecordException {
    while (true) {
      int length = window.length();
      decoder =
          DecoderFactory.get()
              .binaryDecoder(window.array(), window.offset() + header, length - header, decoder);
      try {
        return reader.read(decoder, reader.needsPosition() ? file.position(number) : null);
      } catch (EOFException early) {
        decoder = null;
        if (length > Piece.LIMIT) {
          throw new BadRecordException(
              ErrorCode.TOO_LARGE, "an Avro record longer than " + Piece.LIMIT + " bytes");
        } else if (!window.has(length + 1)) {
          throw early;
        }
        window.has(Math.min(2 * length, Piece.LIMIT + 1));
      } catch (BadRecordException bad) {
        decoder = null;
        throw bad;
      }
    }
  }

  /**
   * Whether a record that could be read has, by a wrong length inside, eaten into the next one.
   * Only one after which no marker stands is suspected.
   */
  private boolean swallowed(int length) {
    boolean followed =
        !window.has(length + 1)
            || (window.at(length) == (byte) 0xC3
                && window.has(length + 2)
                && window.at(length + 1) == 1);
    return !followed && nextMarker() < length;
  }

  private Entry<T> bad(ErrorCode code, String message) {
    RawRecord raw = take(nextMarker());
    return new Entry<>(raw, new Decoded.Bad<>(code, message));
  }

  /** The index of the next known marker behind the first byte, or of the end. */
  private int nextMarker() {
    int index = 1;
    while (index < Piece.LIMIT) {
      index = window.indexOf((byte) 0xC3, index, Piece.LIMIT);
      window.has(index + HEADER);
      int rest = window.length() - index;
      if (rest <= 0 || records.isKnownMarker(window.array(), window.offset() + index, rest)) {
        return index;
      }
      index++;
    }
    return index;
  }

  private Entry<T> damage(int length) {
    failureTold = true;
    return new Entry<>(
        take(length), new Decoded.Bad<>(ErrorCode.DAMAGED, Damage.describe(window.failure())));
  }

  private RawRecord take(int length) {
    byte[] bytes = window.copy(length);
    window.skip(length);
    return file.record(bytes, Math.max(1, number));
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
