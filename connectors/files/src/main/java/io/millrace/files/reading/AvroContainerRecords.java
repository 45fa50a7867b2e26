package io.millrace.files.reading;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoded;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroRecords;
import io.millrace.formats.avro.UnfitRecordException;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The records of an Avro object container file. A block that can't be read is one dead letter, and
 * reading goes on behind the next sync marker.
 */
final class AvroContainerRecords<T extends IndexedRecord> implements FileRecords<T> {
  private final DataFile file;
  private final Window window;
  private final AvroContainerBlocks blocks;
  private final AvroRecords.Reader<T> reader;
  private final byte[] marker;
  private byte[] data = new byte[0];
  private int position;
  private long remaining;
  private BinaryDecoder decoder;
  private long number;
  private boolean failureTold;

  /**
   * Reads the blocks that follow a header.
   *
   * @throws MillraceException UNREADABLE if the records can't be read as the class
   */
  AvroContainerRecords(
      DataFile file, Window window, AvroContainerHeader header, AvroRecords<T> records) {
    this.file = file;
    this.window = window;
    this.blocks = new AvroContainerBlocks(window, header);
    try {
      this.reader = records.reader(header.schema());
    } catch (BadRecordException unreadable) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, file.label() + ": " + unreadable.getMessage(), unreadable);
    }
    // In a dead letter a record stands with the fingerprint of its schema: so it can be read again.
    this.marker =
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xC3)
            .put((byte) 1)
            .putLong(SchemaNormalization.parsingFingerprint64(header.schema()))
            .array();
  }

  @Override
  public Entry<T> next() {
    while (remaining == 0) {
      AvroContainerBlocks.Block block = blocks.next();
      if (block == null) {
        return window.failure() == null || failureTold ? null : damage(new byte[0]);
      } else if (block.wrong() != null) {
        number++;
        return window.failure() != null && !block.complete()
            ? damage(block.bytes())
            : bad(block.bytes(), ErrorCode.DAMAGED, block.wrong());
      }
      data = block.bytes();
      position = 0;
      remaining = block.count();
      decoder = DecoderFactory.get().binaryDecoder(data, 0, data.length, decoder);
    }
    number++;
    return record();
  }

  private Entry<T> record() {
    try {
      T event = reader.read(decoder, reader.needsPosition() ? file.position(number) : null);
      RawRecord raw = take();
      return new Entry<>(raw, new Decoded.Ok<>(event, reader.warnings(raw.position())));
    } catch (UnfitRecordException unfit) {
      return new Entry<>(take(), new Decoded.Bad<>(unfit.code(), unfit.getMessage()));
    } catch (EOFException early) {
      return restOfBlock(ErrorCode.MALFORMED, "truncated: the block ends within the record");
    } catch (BadRecordException wrong) {
      return restOfBlock(wrong.code(), wrong.getMessage());
    }
  }

  /** The bytes of the record that was decoded, behind its marker. */
  private RawRecord take() {
    remaining--;
    int end = data.length - decoder.remainingBytes();
    byte[] bytes = Arrays.copyOf(marker, marker.length + end - position);
    System.arraycopy(data, position, bytes, marker.length, end - position);
    position = end;
    return file.record(bytes, number);
  }

  private Entry<T> restOfBlock(ErrorCode code, String message) {
    byte[] rest = Arrays.copyOfRange(data, position, data.length);
    String more = remaining == 1 ? "" : ", and with it the " + remaining + " last of its block";
    remaining = 0;
    decoder = null;
    return bad(rest, code, message + more);
  }

  private Entry<T> bad(byte[] bytes, ErrorCode code, String message) {
    return new Entry<>(file.record(bytes, number), new Decoded.Bad<>(code, message));
  }

  private Entry<T> damage(byte[] rest) {
    failureTold = true;
    return new Entry<>(
        file.record(rest, Math.max(1, number)),
        new Decoded.Bad<>(ErrorCode.DAMAGED, Damage.describe(window.failure())));
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
