package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Records to decode, and what becomes of them. */
public final class Records {
  private Records() {}

  public static RawRecord line(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public static RawRecord bytes(byte[] value) {
    return RawRecord.inFile(value, "folder/pump-7.day1.csv", 12);
  }

  public static <T> T good(Decoded<T> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    return ((Decoded.Ok<T>) decoded).event();
  }

  public static Decoded.Bad<?> bad(Decoded<?> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Bad.class);
    return (Decoded.Bad<?>) decoded;
  }
}
