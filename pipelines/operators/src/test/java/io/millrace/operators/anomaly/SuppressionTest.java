package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuppressionTest {

  @Test
  void afterAnAlarmOnlyGreaterScoresAreAlarms() {
    // When
    Suppression suppression = Suppression.after(5, 2);

    // Then
    assertThat(suppression.suppresses(5)).isTrue();
    assertThat(suppression.suppresses(5.1)).isFalse();
    assertThat(suppression.next().suppresses(5)).isTrue();
    assertThat(suppression.next().next().suppresses(4)).isFalse();
  }

  @Test
  void withoutAlarmNothingIsSuppressed() {
    // When
    Suppression suppression = Suppression.NONE.next();

    // Then
    assertThat(suppression.suppresses(0)).isFalse();
    assertThat(Suppression.after(5, 0).suppresses(1)).isFalse();
  }
}
