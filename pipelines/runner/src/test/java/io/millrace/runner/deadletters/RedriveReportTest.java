package io.millrace.runner.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.deadletters.Judgement.Kind;
import org.junit.jupiter.api.Test;

class RedriveReportTest {

  @Test
  void itSaysWhatBecameOfHowMany() {
    // Given
    RedriveReport report = new RedriveReport(true);
    RedriveReport dryRun = new RedriveReport(false);

    // When
    for (Kind kind : Kind.values()) {
      report.add(kind);
    }
    dryRun.add(Kind.REDRIVEN);

    // Then
    assertThat(report)
        .hasToString("4 letters: 1 redriven, 1 already redriven, 1 tried too often, 1 refused");
    assertThat(report.hasRefused()).isTrue();
    assertThat(dryRun).hasToString("1 letter: 1 to redrive");
    assertThat(dryRun.hasRefused()).isFalse();
    assertThat(new RedriveReport(true)).hasToString("0 letters");
  }
}
