package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  @Test
  void pausesGrowUpToTwoSeconds() {
    // Given
    Patience patience = new Patience(Duration.ofMinutes(5));
    List<Long> pauses = new ArrayList<>();

    // When
    for (int i = 0; i < 8; i++) {
      pauses.add(patience.pause().toMillis());
    }

    // Then
    assertThat(pauses).containsExactly(50L, 100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
    assertThat(patience.isOver()).isFalse();
  }

  @Test
  void noPauseOutlastsThePatience() {
    // Given
    Patience patience = new Patience(Duration.ZERO);

    // When
    Duration pause = patience.pause();

    // Then
    assertThat(pause).isZero();
    assertThat(patience.isOver()).isTrue();
  }
}
