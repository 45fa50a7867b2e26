package io.millrace.runner.diff.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowDifferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"x\":1} | {\"x\":1.0} | ",
        "{\"x\":1e2} | {\"x\":100} | ",
        "{\"x\":null} | {} | ",
        "{\"x\":0} | {\"x\":null} | x",
        "{\"x\":\"1\"} | {\"x\":1} | x",
        "{\"x\":{\"a\":1,\"b\":[1,2]}} | {\"x\":{\"b\":[1.0,2],\"a\":1}} | ",
        "{\"x\":{\"a\":1,\"b\":2}} | {\"x\":{\"a\":1,\"b\":3}} | x.b",
        "{\"x\":[1,2]} | {\"x\":[2,1]} | x",
        "{\"x\":[1]} | {\"x\":[1,null]} | x",
        "{\"x\":[{\"a\":1}]} | {\"x\":[{\"a\":1.0,\"b\":null}]} | ",
        "{\"x\":1.05,\"n\":{\"y\":1.05}} | {\"x\":1.0,\"n\":{\"y\":1.0}} | x",
        "{\"skip\":1,\"n\":{\"skip\":1}} | {\"skip\":2,\"n\":{\"skip\":2}} | n.skip"
      })
  void theFieldsThatDifferAreNamed(String a, String b, String expected) {
    // Given
    RowDifferences rows =
        new RowDifferences(
            Set.of("skip"), Map.of("n.y", Tolerance.parse("10%").orElseThrow()), Optional.empty());

    // When
    String forth = names(rows, a, b);
    String back = names(rows, b, a);

    // Then
    assertThat(forth).isEqualTo(expected == null ? "" : expected).isEqualTo(back);
  }

  private static String names(RowDifferences rows, String a, String b) {
    return String.join(
        ",",
        rows.between(Rollups.fields(a), Rollups.fields(b)).stream()
            .map(FieldChange::field)
            .toList());
  }
}
