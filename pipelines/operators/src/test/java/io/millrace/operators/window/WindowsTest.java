package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {

  @Test
  void paneIsTheGreatestCommonDivisorOfAllSlides() {
    // when
    Windows windows =
        new Windows(
            List.of(
                WindowSpec.tumbling(Duration.ofMinutes(10)),
                new WindowSpec(Duration.ofHours(1), Duration.ofMinutes(4))));

    // then
    assertThat(windows.pane()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void panesStartAtMultiplesSinceTheEpochAlsoBeforeIt() {
    // given
    Windows days = new Windows(List.of(WindowSpec.tumbling(Duration.ofDays(1))));

    // when
    long start = days.paneStart(Instant.parse("1969-12-31T23:59:59.999Z").toEpochMilli());

    // then
    assertThat(Instant.ofEpochMilli(start)).isEqualTo("1969-12-31T00:00:00Z");
    assertThat(days.paneStart(0)).isZero();
  }

  @Test
  void watermarkEndsThePanesWhoseLastInstantItReaches() {
    // given
    Windows seconds = new Windows(List.of(WindowSpec.tumbling(Duration.ofSeconds(1))));

    // then
    assertThat(seconds.lastPaneEndedBy(1_998)).isZero();
    assertThat(seconds.lastPaneEndedBy(1_999)).isEqualTo(1_000);
    assertThat(seconds.lastPaneEndedBy(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void stateIsNamedBySizeAndSlide() {
    assertThat(WindowSpec.tumbling(Duration.ofHours(24)).id()).isEqualTo("1d");
    assertThat(new WindowSpec(Duration.ofHours(1), Duration.ofMinutes(10)).id())
        .isEqualTo("1h-every-10m");
  }

  @Test
  void impossibleWindowsAreRefusedWithWhatIsWrong() {
    assertThatThrownBy(() -> new WindowSpec(Duration.ofMinutes(10), Duration.ofMinutes(3)))
        .hasMessage("window size 10m is no multiple of its slide 3m");
    assertThatThrownBy(() -> WindowSpec.tumbling(Duration.ZERO))
        .hasMessage("window size is PT0S; expected whole milliseconds, at least one");
    assertThatThrownBy(() -> WindowSpec.tumbling(Duration.ofNanos(1_500_000)))
        .hasMessageContaining("PT0.0015S; expected whole milliseconds");
    WindowSpec hour = WindowSpec.tumbling(Duration.ofHours(1));
    assertThatThrownBy(() -> new Windows(List.of(hour, hour))).hasMessageContaining("none twice");
    assertThatThrownBy(() -> new Windows(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(
            () -> new Windows(List.of(hour)).requireMultiple("early", Duration.ofMinutes(90)))
        .hasMessageContaining("early is PT1H30M; expected a multiple of")
        .hasMessageEndingWith("1h");
  }
}
