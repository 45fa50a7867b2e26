package io.millrace.operators.anomaly;

import io.millrace.sdk.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a value is after it was written and read. */
final class Codecs {
  private Codecs() {}

  static <T> T readBack(Codec<T> codec, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(value, new DataOutputStream(bytes));
    DataInputStream source = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    T read = codec.read(source, codec.version());
    if (source.available() > 0) {
      throw new IOException(source.available() + " bytes are left");
    }
    return read;
  }
}
