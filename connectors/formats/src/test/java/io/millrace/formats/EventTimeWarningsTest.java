package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimeWarningsTest {
  private static final Position PLACE = new Position.InFile("data.csv", 7);
  private long now = at("2026-06-01T00:00:00Z");
  private final EventTimeWarnings warnings = new EventTimeWarnings(() -> now);

  @Test
  void timesOfTodayGetNoWarningAndNoList() {
    // given
    List<DataWarning> others = List.of();

    // when
    List<DataWarning> found = warnings.of(at("2026-05-31T23:59:59Z"), PLACE, others);

    // then
    assertThat(found).isSameAs(others);
  }

  @Test
  void everyEventOfBefore1990IsWarnedOfWithItsPlace() {
    // then
    assertThat(warnings.of(at("1970-01-21T10:53:45Z"), PLACE, List.of()))
        .containsExactly(new DataWarning(Warning.TIME_BEFORE_1990, "", "data.csv:7"));
    assertThat(kinds("1989-12-31T23:59:59.999Z")).contains(Warning.TIME_BEFORE_1990);
  }

  @Test
  void everyEventOfMoreThanADayAheadOfTheClockIsWarnedOf() {
    // then
    assertThat(kinds("2026-06-02T00:00:00Z")).isEmpty();
    assertThat(kinds("2026-06-02T00:00:00.001Z")).containsExactly(Warning.TIME_IN_FUTURE);
    assertThat(kinds("2026-06-02T00:00:00.001Z")).containsExactly(Warning.TIME_IN_FUTURE);

    // when
    now += 1;

    // then
    assertThat(kinds("2026-06-02T00:00:00.001Z")).isEmpty();
  }

  @Test
  void eventsOfMoreThanTenYearsAreWarnedOfOnce() {
    // then
    assertThat(kinds("2016-01-01T00:00:00Z")).isEmpty();
    assertThat(kinds("2026-01-01T00:00:00Z")).isEmpty();
    assertThat(kinds("2015-12-01T00:00:00Z")).containsExactly(Warning.TIMES_SPAN_DECADES);
    assertThat(kinds("2015-12-01T00:00:00Z")).isEmpty();
  }

  @Test
  void otherWarningsOfTheEventStay() {
    // given
    DataWarning other = new DataWarning(Warning.AMBIGUOUS_TIME, "field 'x'", "data.csv:7");

    // when
    List<DataWarning> found = warnings.of(0, PLACE, List.of(other));

    // then
    assertThat(found)
        .extracting(DataWarning::kind)
        .containsExactly(Warning.AMBIGUOUS_TIME, Warning.TIME_BEFORE_1990);
  }

  private List<Warning> kinds(String time) {
    return warnings.of(at(time), PLACE, List.of()).stream().map(DataWarning::kind).toList();
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
