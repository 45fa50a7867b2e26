package io.millrace.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SequenceRangesTest {
  private static final long LONGEST = 1_000;

  @Property
  void gapsAreThoseOfTheSortedNumbersInWhateverOrderTheyCame(
      @ForAll @Size(max = 40) List<@IntRange(min = -20, max = 60) Integer> numbers) {
    // Given
    SequenceRanges ranges = new SequenceRanges();
    Map<Long, Long> gaps = new TreeMap<>();
    TreeSet<Integer> seen = new TreeSet<>();

    for (int number : numbers) {
      // When
      boolean fresh = ranges.add(number, 10L * number, LONGEST, (at, by) -> count(gaps, at, by));

      // Then
      assertThat(fresh).isEqualTo(seen.add(number));
      assertThat(gaps).isEqualTo(gapsOf(seen));
    }
  }

  @Property
  void whatWasWrittenGoesOnAsBefore(
      @ForAll @Size(max = 20) List<@IntRange(max = 40) Integer> before,
      @ForAll @Size(max = 20) List<@IntRange(max = 40) Integer> after)
      throws IOException {
    // Given
    SequenceRanges ranges = new SequenceRanges();
    before.forEach(number -> ranges.add(number, number, LONGEST, (at, by) -> {}));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ranges.write(new DataOutputStream(bytes));

    // When
    SequenceRanges read =
        SequenceRanges.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    // Then
    assertThat(changes(read, after)).isEqualTo(changes(ranges.copy(), after));
  }

  @Test
  void aClosedGapIsFilledByNothing() {
    // Given 1 _ 3 _ 5, of which the first gap ended at 30
    SequenceRanges ranges = new SequenceRanges();
    List.of(1, 3, 5).forEach(n -> ranges.add(n, 10 * n, LONGEST, (at, by) -> {}));

    // When
    ranges.close(31);

    // Then
    assertThat(changes(ranges, List.of(2, 4))).containsExactly("2 seen", "50 -1", "4 new");
  }

  @Test
  void nothingIsMissedBetweenEventsThatAreTooFarApart() {
    // Given
    SequenceRanges ranges = new SequenceRanges();
    ranges.add(1, 0, LONGEST, (at, by) -> {});

    // Then
    assertThat(changes(ranges, List.of(LONGEST + 1))).containsExactly((LONGEST + 1) + " new");
  }

  private static List<String> changes(SequenceRanges ranges, List<? extends Number> numbers) {
    List<String> changes = new ArrayList<>();
    for (Number number : numbers) {
      long n = number.longValue();
      boolean fresh = ranges.add(n, n, LONGEST, (at, by) -> changes.add(at + " " + by));
      changes.add(n + (fresh ? " new" : " seen"));
    }
    return changes;
  }

  private static Map<Long, Long> gapsOf(TreeSet<Integer> seen) {
    Map<Long, Long> gaps = new TreeMap<>();
    for (int number : seen) {
      Integer below = seen.lower(number);
      if (below != null && number - below > 1) {
        gaps.put(10L * number, (long) number - below - 1);
      }
    }
    return gaps;
  }

  private static void count(Map<Long, Long> gaps, long at, long by) {
    gaps.merge(at, by, (one, other) -> one + other == 0 ? null : (Long) (one + other));
  }
}
