package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

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

  /** A copy with some of its bits flipped. */
  public static byte[] flipped(byte[] value, List<Integer> bits) {
    byte[] flipped = value.clone();
    bits.forEach(bit -> flipped[bit / 8 % flipped.length] ^= (byte) (1 << bit % 8));
    return flipped;
  }

  /** Holds that any bytes are answered, and that a good record after them reads as before. */
  public static <T> void assertAnsweredAndForgotten(Decoder<T> decoder, String good, byte[] any) {
    // given
    Decoded<T> before = decoder.decode(line(good));

    // when
    Decoded<T> answer = decoder.decode(bytes(any));

    // then
    if (answer instanceof Decoded.Bad<?> bad) {
      assertThat(bad.message()).isNotBlank().hasSizeLessThan(500).doesNotContain("\n");
    }
    assertThat(before).isInstanceOf(Decoded.Ok.class);
    assertThat(decoder.decode(line(good))).isEqualTo(before);
  }
}
