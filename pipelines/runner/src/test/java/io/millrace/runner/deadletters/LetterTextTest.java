package io.millrace.runner.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.kafka.StoredLetter;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetterTextTest {

  @Test
  void everythingOfALetterIsShown() {
    // When
    List<String> lines =
        LetterText.of(
            Stored.letter(),
            Optional.empty(),
            Optional.of(new Decoded.Ok<>("{\"value\":1.0}")),
            false);

    // Then
    assertThat(lines)
        .containsExactly(
            "letter    0@5 of plant.heat.dead-letters, of 2026-01-01T12:00:00Z",
            "input     readings",
            "original  plant.readings-3@17, of 2026-01-01T11:59:59Z",
            "stage     decode",
            "error     MALFORMED",
            "message   expected a number, got \"warm\"",
            "attempt   1",
            "redriven  no",
            "header    trace: \"t1\"",
            "key       \"m1\"",
            "value     17 bytes",
            "          {\"value\": \"warm\"}",
            "read now  {\"value\":1.0}");
  }

  @Test
  void whatIsHiddenShowsInNoLine() {
    // Given
    Decoded<String> bad = new Decoded.Bad<>(ErrorCode.WRONG_FIELD, "got \"warm\"");

    // When
    List<String> lines =
        LetterText.of(Stored.letter(), Optional.of(Stored.NOON), Optional.of(bad), true);

    // Then
    assertThat(lines).noneMatch(line -> line.contains("warm") || line.contains("m1"));
    assertThat(lines)
        .contains("key       ***", "header    trace: ***", "value     17 bytes")
        .endsWith("read now  WRONG_FIELD");
  }

  @Test
  void bytesThatAreNoTextAreDumpedAndCut() {
    // Given
    byte[] bytes = new byte[2_000];
    Arrays.fill(bytes, (byte) 'a');
    bytes[0] = (byte) 0xc3;
    bytes[1] = 1;
    StoredLetter letter =
        Stored.with(
            DeadLetter.newBuilder(Stored.letter().letter())
                .setValue(ByteBuffer.wrap(bytes))
                .build());

    // When
    List<String> lines = LetterText.of(letter, Optional.empty(), Optional.empty(), false);

    // Then
    assertThat(lines)
        .contains(
            "value     2000 bytes",
            "          00000000  c3 01 61 61 61 61 61 61 61 61 61 61 61 61 61 61  ..aaaaaaaaaaaaaa",
            "          000003f0  61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61  aaaaaaaaaaaaaaaa")
        .endsWith("          ... and so on; --raw FILE writes all of it");
    assertThat(lines).noneMatch(line -> line.contains("00000400"));
  }

  @Test
  void whatATerminalWouldObeyIsNoText() {
    // Given
    StoredLetter letter =
        Stored.with(
            DeadLetter.newBuilder(Stored.letter().letter())
                .setValue(Stored.bytes("\u001b[2J"))
                .build());

    // When
    List<String> lines = LetterText.of(letter, Optional.empty(), Optional.empty(), false);

    // Then
    assertThat(lines).noneMatch(line -> line.contains("\u001b"));
    assertThat(lines).anyMatch(line -> line.contains("1b 5b 32 4a"));
  }

  @Test
  void linesOfAListHoldNothingOfTheRecordsAndAddUp() {
    // Given
    LetterLines lines = new LetterLines();

    // When
    String row = lines.row(Stored.letter(), Optional.empty());
    String json = lines.json(Stored.ofAttempt("2"), Optional.of(Stored.NOON));

    // Then
    assertThat(row).startsWith("0@5        plant.readings-3@17").contains("MALFORMED");
    assertThat(json)
        .isEqualTo(
            "{\"partition\":0,\"offset\":5,\"time\":\"2026-01-01T12:00:00Z\",\"input\":\"readings\","
                + "\"stage\":\"decode\",\"error\":\"MALFORMED\","
                + "\"message\":\"expected a number, got \\\"warm\\\"\",\"attempt\":2,"
                + "\"redriven\":\"2026-01-01T12:00:00Z\",\"original\":{\"topic\":\"plant.readings\","
                + "\"partition\":3,\"offset\":17,\"timestamp\":\"2026-01-01T11:59:59Z\"}}");
    assertThat(lines.totals()).isEqualTo("2 letters: 2 MALFORMED; 1 redriven");
  }
}
