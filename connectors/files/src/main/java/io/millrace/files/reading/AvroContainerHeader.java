package io.millrace.files.reading;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * What an Avro object container file says of itself before its blocks.
 *
 * @param schema that its records were written with
 * @param codec of its blocks
 * @param sync the 16 bytes after each block
 */
record AvroContainerHeader(Schema schema, AvroBlockCodec codec, byte[] sync) {
  static final int SYNC = 16;
  private static final int MAGIC = 4;

  /**
   * Takes the header off a file.
   *
   * @throws MillraceException UNREADABLE if there is none, or it says what nobody can read
   */
  static AvroContainerHeader take(String label, Window window) {
    while (true) {
      int length = window.length();
      try {
        return take(window);
      } catch (EOFException early) {
        if (length > Piece.LIMIT || !window.has(length + 1)) {
          throw window.failure() == null
              ? wrong(label, "the file ends within it", early)
              : DataFile.unreadable(label, window.failure());
        }
        window.has(2 * length);
      } catch (IOException | RuntimeException wrong) {
        throw wrong(label, wrong.getMessage(), wrong);
      }
    }
  }

  private static MillraceException wrong(String label, String reason, Exception cause) {
    return new MillraceException(
        ErrorCode.UNREADABLE, label + ": its Avro header is wrong: " + reason, cause);
  }

  private static AvroContainerHeader take(Window window) throws IOException {
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(window.array(), window.offset() + MAGIC, window.length() - MAGIC, null);
    Map<String, byte[]> entries = new HashMap<>();
    for (long count = decoder.readMapStart(); count != 0; count = decoder.mapNext()) {
      for (long i = 0; i < count; i++) {
        String key = decoder.readString();
        ByteBuffer value = decoder.readBytes(null);
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        entries.put(key, bytes);
      }
    }
    byte[] sync = new byte[SYNC];
    decoder.readFixed(sync);
    byte[] schema = entries.get("avro.schema");
    if (schema == null) {
      throw new IOException("it has no schema");
    }
    String codec =
        new String(entries.getOrDefault("avro.codec", "null".getBytes(StandardCharsets.UTF_8)));
    AvroContainerHeader header =
        new AvroContainerHeader(
            new Schema.Parser().parse(new String(schema, StandardCharsets.UTF_8)),
            AvroBlockCodec.of(codec),
            sync);
    window.skip(window.length() - decoder.remainingBytes());
    return header;
  }
}
