package io.millrace.sdk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;

class NullablesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream target = new DataOutputStream(bytes);

  @Property(tries = 200)
  void whatIsWrittenOneAfterTheOtherIsReadSo(
      @ForAll @WithNull String text, @ForAll @WithNull Long number, @ForAll @WithNull BigDecimal d)
      throws IOException {
    // Given what a try before has written is gone
    bytes.reset();
    Nullables.writeText(text, target);
    Nullables.writeNumber(number, target);
    Nullables.writeDecimal(d, target);

    // When
    DataInputStream source = source();

    // Then
    assertThat(Nullables.readText(source)).isEqualTo(text);
    assertThat(Nullables.readNumber(source)).isEqualTo(number);
    assertThat(Nullables.readDecimal(source)).isEqualTo(d);
    assertThat(source.available()).isZero();
  }

  @Example
  void aTextMayBeLongerThanAModifiedUtfOfJava() throws IOException {
    // Given
    String text = "ü".repeat(70_000);

    // When
    Nullables.writeText(text, target);

    // Then
    assertThat(Nullables.readText(source())).isEqualTo(text);
  }

  @Example
  void stateThatWasKeptStaysReadable() throws IOException {
    // When
    Nullables.writeText("ü", target);
    Nullables.writeText(null, target);
    Nullables.writeNumber(7L, target);
    Nullables.writeNumber(null, target);
    Nullables.writeDecimal(new BigDecimal("-1.5"), target);
    Nullables.writeDecimal(null, target);

    // Then
    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo(
            "00000002c3bc" // the text
                + "ffffffff"
                + "010000000000000007" // the number
                + "00"
                + "00000001f100000001" // -15, of scale 1
                + "ffffffff");
  }

  private DataInputStream source() {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
