package io.millrace.formats;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Makes dead letters of records that could not be read. */
public final class DeadLetters {
  static {
    AvroTrust.establish();
  }

  private DeadLetters() {}

  /**
   * The record, whole, with its position and the reason.
   *
   * @param input name of the input in the definition
   * @param stage what refused the record
   */
  public static DeadLetter of(String input, String stage, RawRecord raw, Decoded.Bad<?> bad) {
    DeadLetter.Builder letter =
        DeadLetter.newBuilder()
            .setInput(input)
            .setStage(stage)
            .setError(bad.code().name())
            .setMessage(bad.message())
            .setHeaders(raw.headers().stream().map(DeadLetters::header).toList())
            .setKey(buffer(raw.key()))
            .setValue(buffer(raw.value()));
    if (raw.timestamp() != RawRecord.NO_TIME) {
      letter.setTimestamp(Instant.ofEpochMilli(raw.timestamp()));
    }
    if (raw.position() instanceof Position.InFile place) {
      letter.setFile(place.file()).setLine(place.line());
    } else if (raw.position() instanceof Position.InTopic place) {
      letter.setTopic(place.topic()).setPartition(place.partition()).setOffset(place.offset());
    }
    return letter.build();
  }

  private static RecordHeader header(RawRecord.Header header) {
    return new RecordHeader(header.key(), buffer(header.value()));
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
