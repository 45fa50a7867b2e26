package io.millrace.formats.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IsoTimesTest {
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Property(tries = 1000)
  void whatItReadsIsWhatTheGeneralParserReads(
      @ForAll int high, @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
    // given
    Instant instant = Instant.ofEpochSecond(Math.floorMod(high * 7_919L, LATEST), nanos);
    String text = instant.toString();

    // when
    LocalDateTime read = IsoTimes.local(text, text.length() - 1);

    // then
    assertThat(read).isEqualTo(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  @Example
  void otherShapesAreLeftToTheGeneralParser() {
    // given
    String[] texts = {
      "",
      "2026-01-01",
      "2026-01-01T00:00:00+01:00",
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:00:00.",
      "2026-01-01t00:00:00",
      "2026-01-01T00:00:00.1234567890",
      "2026-01-01T00:00:00,5",
      "2026-01-01T00:00:0x"
    };

    for (String text : texts) {
      // when
      LocalDateTime read = IsoTimes.local(text, text.length());

      // then
      assertThat(read).isNull();
    }
  }

  @Example
  void aDayThatDoesNotExistIsRefused() {
    // given
    String text = "2026-02-30T00:00:00";

    // when
    assertThatThrownBy(() -> IsoTimes.local(text, text.length()))
        // then
        .isInstanceOf(DateTimeException.class);
  }
}
