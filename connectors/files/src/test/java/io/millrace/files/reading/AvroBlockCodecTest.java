package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorOutputStream;
import org.junit.jupiter.api.Test;

class AvroBlockCodecTest {
  private static final byte[] DATA = "snappy ".repeat(100).getBytes(StandardCharsets.UTF_8);

  @Test
  void snappyIsReadAndItsChecksumCompared() throws Exception {
    // given
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    try (SnappyCompressorOutputStream stream =
        new SnappyCompressorOutputStream(block, DATA.length)) {
      stream.write(DATA);
    }
    CRC32 checksum = new CRC32();
    checksum.update(DATA);
    block.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());

    // when
    byte[] read = AvroBlockCodec.of("snappy").decompress(block.toByteArray());

    // then
    assertThat(read).isEqualTo(DATA);
    byte[] wrong = block.toByteArray();
    wrong[wrong.length - 1]++;
    assertThatThrownBy(() -> AvroBlockCodec.SNAPPY.decompress(wrong))
        .isInstanceOf(IOException.class)
        .hasMessage("its checksum is wrong");
  }

  @Test
  void anUnknownCodecIsRefusedWithThoseThatAreKnown() {
    // given
    String name = "zstandard";

    // when
    assertThatThrownBy(() -> AvroBlockCodec.of(name))
        // then
        .hasMessage("its codec is zstandard; expected one of null, deflate, snappy, bzip2, xz");
  }
}
