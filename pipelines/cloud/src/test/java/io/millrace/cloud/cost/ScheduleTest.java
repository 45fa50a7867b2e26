package io.millrace.cloud.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long CLOSES = 999;
  private static final Schedule PLAIN = new Schedule(Duration.ZERO, Duration.ofMillis(500));
  private static final Schedule EARLY = new Schedule(Duration.ofMillis(300), Duration.ZERO);

  @Test
  void aWindowClosesWhenItsEndIsReachedAndIsForgottenAfterTheLateness() {
    assertThat(PLAIN.closes(1_000_000)).isEqualTo(CLOSES);
    assertThat(PLAIN.closes(999_001)).isEqualTo(CLOSES);
    assertThat(PLAIN.forgets(1_000_000)).isEqualTo(1_500);
  }

  @Test
  void whatIsKeptIsLookedAtWhenItClosesAndThenWhenItIsForgotten() {
    assertThat(PLAIN.next(300, CLOSES, 1_500)).isEqualTo(CLOSES);
    assertThat(PLAIN.next(CLOSES, CLOSES, 1_500)).isEqualTo(1_500);
  }

  @Test
  void whatComesInTimeShowsAtTheEnd() {
    assertThat(PLAIN.shows(false, CLOSES, Long.MIN_VALUE, 10)).isEqualTo(CLOSES);
    assertThat(PLAIN.status(false, CLOSES, CLOSES)).isEqualTo(ResultStatus.FINAL);
  }

  @Test
  void whatComesAfterTheEndShowsWithTheNextWatermark() {
    assertThat(PLAIN.shows(true, CLOSES, 1_200, 10)).isEqualTo(1_201);
    assertThat(PLAIN.status(true, CLOSES, 1_201)).isEqualTo(ResultStatus.CORRECTED);
    assertThat(PLAIN.shows(false, CLOSES, 1_200, 10)).isEqualTo(1_201);
    assertThat(PLAIN.status(false, CLOSES, 1_201)).isEqualTo(ResultStatus.FINAL);
  }

  @Test
  void earlyResultsComeAtMultiplesOfTheIntervalAndNotAfterTheEnd() {
    assertThat(EARLY.shows(false, CLOSES, Long.MIN_VALUE, 10)).isEqualTo(300);
    assertThat(EARLY.shows(false, CLOSES, 299, 10)).isEqualTo(300);
    assertThat(EARLY.shows(false, CLOSES, 300, 10)).isEqualTo(600);
    assertThat(EARLY.shows(false, CLOSES, 300, 901)).isEqualTo(CLOSES);
    assertThat(EARLY.status(false, CLOSES, 600)).isEqualTo(ResultStatus.PROVISIONAL);
  }
}
