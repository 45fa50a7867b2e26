package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The records of a file of text. */
final class CutRecords<T> implements FileRecords<T> {
  private final String label;
  private final Window window;
  private final Cutter cutter;
  private final Decoder<T> decoder;
  private final Deque<Entry<T>> several = new ArrayDeque<>();
  private boolean failureTold;

  CutRecords(String label, Window window, Cutter cutter, Decoder<T> decoder) {
    this.label = label;
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
      RawRecord raw = RawRecord.inFile(piece.bytes(), label, piece.line());
      Decoded<T> decoded = decode(piece, raw);
      if (decoded instanceof Decoded.Several<T> events) {
        events.each().forEach(event -> several.add(new Entry<>(raw, event)));
      } else if (!(decoded instanceof Decoded.Nothing)) {
        return new Entry<>(raw, decoded);
      }
    }
    return several.poll();
  }

  private Decoded<T> decode(Piece piece, RawRecord raw) {
    return piece.bad() == null
        ? decoder.decode(raw)
        : new Decoded.Bad<>(piece.bad().code(), piece.bad().message());
  }

  private Entry<T> damage(byte[] rest, long line) {
    failureTold = true;
    return new Entry<>(
        RawRecord.inFile(rest, label, line),
        new Decoded.Bad<>(ErrorCode.DAMAGED, Damage.describe(window.failure())));
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
