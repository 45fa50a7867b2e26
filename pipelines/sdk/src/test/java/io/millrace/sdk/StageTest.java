package io.millrace.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {

  @Test
  void aPartIsNamedAfterItsStage() {
    assertThat(Stage.of("rollup").part("windows")).isEqualTo(Stage.of("rollup.windows"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Rollup", "a b", ".a", "a.", "1a"})
  void anIdThatIsNoneIsRefused(String id) {
    assertThatThrownBy(() -> Stage.of(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + id + "'");
  }
}
