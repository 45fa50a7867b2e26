package io.millrace.runner.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFilterTest {
  private static final Instant NOON = Stored.NOON;

  @Test
  void whatIsNotNamedDoesNotMatter() {
    // Given
    List<LetterFilter> filters =
        List.of(
            LetterFilter.all(),
            new LetterFilter("readings", "MALFORMED", NOON, NOON.plusMillis(1), null, null, null),
            new LetterFilter(null, null, null, null, "plant.readings", 3, new OffsetRange(17, 17)));

    // When
    List<Boolean> matches =
        filters.stream().map(filter -> filter.matches(Stored.letter())).toList();

    // Then
    assertThat(matches).containsOnly(true);
  }

  @Test
  void whateverIsNamedHasToBeSo() {
    // Given
    List<LetterFilter> filters =
        List.of(
            new LetterFilter("orders", null, null, null, null, null, null),
            new LetterFilter(null, "BAD_TIME", null, null, null, null, null),
            new LetterFilter(null, null, NOON.plusMillis(1), null, null, null, null),
            new LetterFilter(null, null, null, NOON, null, null, null),
            new LetterFilter(null, null, null, null, "plant.orders", null, null),
            new LetterFilter(null, null, null, null, null, 2, null),
            new LetterFilter(null, null, null, null, null, null, new OffsetRange(18, 20)));

    // When
    List<Boolean> matches =
        filters.stream().map(filter -> filter.matches(Stored.letter())).toList();

    // Then
    assertThat(matches).containsOnly(false);
  }

  @ParameterizedTest
  @CsvSource({"17, 17, 17", "10..20, 10, 20", "10.., 10, 9223372036854775807"})
  void rangesOfOffsetsHoldBothEnds(String text, long from, long to) {
    // When
    Optional<OffsetRange> range = OffsetRange.parse(text);

    // Then
    assertThat(range).contains(new OffsetRange(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "..20", "20..10", "-1", "1-2", "12345678901234567890"})
  void anyOtherTextIsNoRange(String text) {
    // When
    Optional<OffsetRange> range = OffsetRange.parse(text);

    // Then
    assertThat(range).isEmpty();
  }

  @Test
  void aPlaceIsOfTheLetterOrOfItsRecord() {
    // When
    Optional<LetterPlace> own = LetterPlace.parse("0@12");
    Optional<LetterPlace> original = LetterPlace.parse("site-7.plant.readings-3@17");

    // Then
    assertThat(own).contains(new LetterPlace(Optional.empty(), 0, 12));
    assertThat(original).contains(new LetterPlace(Optional.of("site-7.plant.readings"), 3, 17));
    assertThat(LetterPlace.parse("readings@17")).isEmpty();
    assertThat(LetterPlace.parse("17")).isEmpty();
  }
}
