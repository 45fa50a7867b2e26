package io.millrace.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sdk.MillraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPlanTest {

  @Test
  void nodesAreNumberedInTheirOrder() {
    // When
    SqlPlan plan =
        SqlPlan.of(
            """
            {"nodes": [{"id": 17, "type": "a"}, {"id": 12, "type": "b"}],
             "edges": [{"source": 17, "target": 12}]}\
            """);

    // Then
    assertThat(plan.json())
        .isEqualTo(
            """
            {"nodes":[{"id":1,"type":"a"},{"id":2,"type":"b"}],"edges":[{"source":1,"target":2}]}\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"fingerprint\": \"a\"}", "{\"plan\": {\"nodes\": []}}"})
  void whatIsNoPlanIsRefused(String text) {
    // When / Then
    assertThatThrownBy(() -> StoredPlan.parse(text))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("the stored plan ");
  }
}
