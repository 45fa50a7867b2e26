package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The records of a file of text. */
final class CutRecords<T> implements FileRecords<T> {
  private final DataFile file;
  private final Window window;
  private final Cutter cutter;
  private final Decoder<T> decoder;
  private final Deque<Entry<T>> several = new ArrayDeque<>();
  private final int delimiter;
  private boolean failureTold;

  CutRecords(DataFile file, Window window, Cutter cutter, Decoder<T> decoder) {
    this(file, window, cutter, decoder, -1);
  }

  /**
   * @param delimiter behind which a row of a file that ends without a line break may have been cut;
   *     -1 for none
   */
  CutRecords(DataFile file, Window window, Cutter cutter, Decoder<T> decoder, int delimiter) {
    this.file = file;
    this.delimiter = delimiter;
    this.window = window;
    this.cutter = cutter;
    this.decoder = decoder;
  }

  @Override
  public Entry<T> next() {
    while (several.isEmpty()) {
      Piece piece = cutter.next();
      if (piece == null) {
        return window.failure() == null || failureTold ? null : damage(new byte[0], window.line());
      } else if (!piece.complete() && window.failure() != null) {
        // What the damage has left of a record may look like a whole one.
        return damage(piece.bytes(), piece.line());
      }
      RawRecord raw = file.record(piece.bytes(), piece.line());
      Decoded<T> decoded = decode(piece, raw);
      if (decoded instanceof Decoded.Several<T> events) {
        events.each().forEach(event -> several.add(new Entry<>(raw, event)));
      } else if (!(decoded instanceof Decoded.Nothing)) {
        return new Entry<>(raw, endsOpen(piece) ? mayBeCut(decoded, raw) : decoded);
      }
    }
    return several.poll();
  }

  private boolean endsOpen(Piece piece) {
    byte[] bytes = piece.bytes();
    return !piece.complete() && bytes.length > 0 && bytes[bytes.length - 1] == delimiter;
  }

  /** An empty cell is nothing said; at the end of a file that was cut it was not empty. */
  private Decoded<T> mayBeCut(Decoded<T> decoded, RawRecord raw) {
    if (!(decoded instanceof Decoded.Ok<T> ok)) {
      return decoded;
    }
    List<DataWarning> warnings = new ArrayList<>(ok.warnings());
    warnings.add(
        new DataWarning(
            Warning.TRUNCATED_LINE, "the file ends behind a delimiter", raw.position().toString()));
    return new Decoded.Ok<>(ok.event(), warnings);
  }

  private Decoded<T> decode(Piece piece, RawRecord raw) {
    return piece.bad() == null
        ? decoder.decode(raw)
        : new Decoded.Bad<>(piece.bad().code(), piece.bad().message());
  }

  private Entry<T> damage(byte[] rest, long line) {
    failureTold = true;
    return new Entry<>(
        file.record(rest, line),
        new Decoded.Bad<>(ErrorCode.DAMAGED, Damage.describe(window.failure())));
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
