package io.millrace.files.reading;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How the blocks of an Avro object container file are compressed. */
enum AvroBlockCodec {
  NULL {
    @Override
    InputStream over(InputStream block) {
      return block;
    }
  },
  DEFLATE {
    @Override
    InputStream over(InputStream block) {
      return new InflaterInputStream(block, new Inflater(true));
    }
  },
  SNAPPY {
    @Override
    InputStream over(InputStream block) throws IOException {
      return new SnappyCompressorInputStream(block);
    }

    @Override
    byte[] decompress(byte[] block) throws IOException {
      if (block.length < Integer.BYTES) {
        throw new IOException("no checksum");
      }
      int length = block.length - Integer.BYTES;
      byte[] data = super.decompress(Arrays.copyOf(block, length));
      CRC32 checksum = new CRC32();
      checksum.update(data);
      if ((int) checksum.getValue() != ByteBuffer.wrap(block).getInt(length)) {
        throw new IOException("its checksum is wrong");
      }
      return data;
    }
  },
  BZIP2 {
    @Override
    InputStream over(InputStream block) throws IOException {
      return new BZip2CompressorInputStream(block);
    }
  },
  ZSTANDARD {
    @Override
    InputStream over(InputStream block) {
      return new ZstdInputStream(block);
    }
  },
  XZ {
    @Override
    InputStream over(InputStream block) throws IOException {
      return new XZInputStream(block, 256 * 1024);
    }
  };

  /** No block holds more, in bytes. */
  static final int LIMIT = 128 * 1024 * 1024;

  /**
   * The codec of a name.
   *
   * @throws IOException if it is none of these
   */
  static AvroBlockCodec of(String name) throws IOException {
    for (AvroBlockCodec codec : values()) {
      if (codec.name().equalsIgnoreCase(name)) {
        return codec;
      }
    }
    throw new IOException(
        "its codec is " + name + "; expected one of null, deflate, snappy, bzip2, zstandard, xz");
  }

  abstract InputStream over(InputStream block) throws IOException;

  /** The data of a block. */
  byte[] decompress(byte[] block) throws IOException {
    try (InputStream stream = over(new ByteArrayInputStream(block))) {
      byte[] data = stream.readNBytes(LIMIT + 1);
      if (data.length > LIMIT) {
        throw new IOException("it holds more than " + LIMIT + " bytes");
      }
      return data;
    }
  }
}
