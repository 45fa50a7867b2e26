package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowBufferTest {
  private static final PostgresTable TABLE = Rollups.table("rollup");

  @Test
  void aKeyIsHeldOnceWithItsHighestRevisionAndOfEqualOnesTheLast() {
    // Given
    RowBuffer buffer = new RowBuffer();

    // When
    buffer.add(row("a", 1, 10));
    buffer.add(row("a", 2, 20));
    buffer.add(row("a", 0, 30));
    buffer.add(row("a", 2, 40));
    buffer.add(row("b", 0, 50));

    // Then
    assertThat(buffer.rows()).extracting(row -> row.values()[0]).containsExactly("a", "b");
    assertThat(buffer.rows()).extracting(row -> row.values()[5]).containsExactly(40.0, 50.0);
  }

  @Test
  void textsThatPostgresqlCannotTellApartAreOneKey() {
    // Given
    RowBuffer buffer = new RowBuffer();

    // When
    buffer.add(row("a\u0000", 0, 1));
    buffer.add(row("a\uD800", 1, 2));

    // Then
    assertThat(buffer.rows()).singleElement().extracting(Row::revision).isEqualTo(1L);
  }

  private static Row row(String source, int revision, double value) {
    return TABLE.row(Rollups.of(source, revision, value), 1, 0);
  }
}
