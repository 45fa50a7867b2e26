package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void theInnermostCauseIsTheReason() {
    assertThat(
            FailureText.reason(
                """
                org.apache.flink.runtime.JobException: Recovery is suppressed by FixedDelayRestart
                \tat org.apache.flink.runtime.Some.method(Some.java:1)
                Caused by: java.io.IOException: Could not open
                \tat org.apache.flink.Other.method(Other.java:2)
                \t... 3 more
                Caused by: java.net.ConnectException: Connection refused
                \t... 5 more
                """))
        .isEqualTo("ConnectException: Connection refused");
  }

  @Test
  void aMessageOfOursIsPreferredToWhatItExplains() {
    assertThat(
            FailureText.reason(
                """
                org.apache.flink.runtime.JobException: Recovery is suppressed
                \tat x.Y.z(Y.java:1)
                Caused by: io.millrace.sdk.MillraceException: input 'readings': 3 of the last 4 records can't be read
                \tat x.Y.z(Y.java:1)
                Caused by: java.lang.IllegalStateException: inner
                """))
        .isEqualTo("input 'readings': 3 of the last 4 records can't be read");
  }

  @Test
  void aMessageOfSeveralLinesAndTextsThatAreNoTraceAreTaken() {
    assertThat(FailureText.reason("java.lang.Error: first\nsecond line, no class\n\tat x.Y.z"))
        .isEqualTo("Error: first");
    assertThat(FailureText.reason("something else")).isEqualTo("something else");
    assertThat(FailureText.reason("")).isEqualTo("no reason is given");
  }
}
