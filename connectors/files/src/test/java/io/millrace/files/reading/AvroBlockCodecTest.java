package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
  void zstandardIsReadAsItsOwnProgramWritesIt() throws Exception {
    // given what 'zstd -3' made of a text
    byte[] block =
        HexFormat.of().parseHex("28b52ffd6490008d0000507a7374616e6461726420010083550b12bd8f9ec0");

    // when
    byte[] read = AvroBlockCodec.of("zstandard").decompress(block);

    // then
    assertThat(read).asString(StandardCharsets.UTF_8).isEqualTo("zstandard ".repeat(40));
    block[block.length - 6]++;
    assertThatThrownBy(() -> AvroBlockCodec.ZSTANDARD.decompress(block))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> AvroBlockCodec.ZSTANDARD.decompress(new byte[] {1, 2, 3}))
        .isInstanceOf(Exception.class);
  }

  @Test
  void anUnknownCodecIsRefusedWithThoseThatAreKnown() {
    // given
    String name = "lz4";

    // when
    assertThatThrownBy(() -> AvroBlockCodec.of(name))
        // then
        .hasMessage(
            "its codec is lz4; expected one of null, deflate, snappy, bzip2, zstandard, xz");
  }
}
