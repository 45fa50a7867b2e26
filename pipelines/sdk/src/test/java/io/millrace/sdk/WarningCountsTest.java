package io.millrace.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class WarningCountsTest {
  private final WarningCounts counts = new WarningCounts();

  @Test
  void eachDetailIsCountedWithThePlaceWhereItWasSeenFirst() {
    // given
    counts.add(warning("field 'a'", "f.csv:9"));
    counts.add(warning("field 'a'", "f.csv:10"));
    counts.add(warning("field 'b'", "f.csv:11"));

    // then
    assertThat(counts.getLocalValue())
        .containsExactly(
            new WarningCount(warning("field 'a'", "f.csv:9"), 2),
            new WarningCount(warning("field 'b'", "f.csv:11"), 1));
  }

  @Test
  void theCountsOfSubtasksAddUpAlikeInWhateverOrder() {
    // given
    WarningCounts other = new WarningCounts();
    counts.add(warning("field 'a'", "t-1@5"));
    other.add(warning("field 'a'", "t-0@7"));
    other.add(warning("field 'b'", "t-0@8"));
    WarningCounts reversed = other.clone();
    reversed.merge(counts);

    // when
    counts.merge(other);

    // then
    assertThat(counts.getLocalValue())
        .isEqualTo(reversed.getLocalValue())
        .containsExactly(
            new WarningCount(warning("field 'a'", "t-0@7"), 2),
            new WarningCount(warning("field 'b'", "t-0@8"), 1));
  }

  @Test
  void dataCantFillTheMemoryWithDetails() {
    // when
    for (int i = 0; i < 100_000; i++) {
      counts.add(warning("field 'f" + i + "'", "f.csv:" + i));
    }

    // then
    assertThat(counts.getLocalValue()).hasSizeLessThan(200);
    assertThat(counts.getLocalValue().stream().mapToLong(WarningCount::count).sum())
        .isEqualTo(100_000);
  }

  @Test
  void theyTravelFromTheTaskToTheClient() throws Exception {
    // given
    counts.add(warning("field 'a'", "f.csv:9"));

    // when
    WarningCounts copy = InstantiationUtil.clone(counts);

    // then
    assertThat(copy.getLocalValue()).isEqualTo(counts.getLocalValue());
  }

  private static DataWarning warning(String detail, String place) {
    return new DataWarning(Warning.NULL_IN_KEY, detail, place);
  }
}
