package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExportNumbersTest {

  @Test
  void filesAreExportsInTheOrderInWhichTheyAreGiven() {
    assertThat(
            numbers("jan.csv", "jan-restated.csv", "20260131.csv", "20260203.csv", "v1-2026.csv"))
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void theSameFileAgainIsAnExportOfItsOwn() {
    assertThat(numbers("jan.csv", "jan.csv")).containsExactly(1, 2);
    assertThat(numbers("a-00001.csv", "a-00002.csv", "a-00001.csv", "a-00002.csv"))
        .containsExactly(1, 1, 2, 2);
  }

  @Test
  void numberedPartsOfOneFolderAreOneExport() {
    assertThat(numbers("x/bill-00001.csv.gz", "x/bill-00002.csv.gz", "y/bill-00001.csv.gz"))
        .containsExactly(1, 1, 2);
    assertThat(numbers("e/part_0_0001.csv", "e/part_1_0001.csv", "f/part_0_0001.csv"))
        .containsExactly(1, 1, 2);
    assertThat(numbers("b-000000000000.json", "b-000000000001.json")).containsExactly(1, 1);
    assertThat(numbers("0001000000612345.csv.gz", "0001000000612399.csv.gz")).containsExactly(1, 1);
    assertThat(numbers("a.zip!r-00001.csv", "a.zip!r-00002.csv", "b.zip!r-00001.csv"))
        .containsExactly(1, 1, 2);
  }

  @Test
  void aNumberWithoutLeadingZerosIsNoPart() {
    assertThat(numbers("bill-1.csv", "bill-2.csv", "department1.csv", "department2.csv"))
        .containsExactly(1, 2, 3, 4);
  }

  private static int[] numbers(String... labels) {
    return ExportNumbers.of(List.of(labels));
  }
}
