package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayTasksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "123_[1-3,9-11]    | 123_1 123_2 123_3 123_9 123_10 123_11",
        "123_[7]           | 123_7",
        "123_[1-3%2]       | 123_1 123_2 123_3",
        "123_[0-15:4]      | 123_0 123_4 123_8 123_12",
        "123_[1,3-4,...]   | 123_1 123_3 123_4",
        "123_[2-1,5]       | 123_5",
        "a_b_[1-2]         | a_b_1 a_b_2",
      })
  void theTasksThatAnIdStandsFor(String id, String tasks) {
    assertThat(ArrayTasks.of(id)).isEqualTo(List.of(tasks.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"123", "123_4", "123_[]", "123_[x]", "[1-2]", "", "123_[1-2", "123_[123456789]"})
  void anythingElseIsTheIdOfOneJob(String id) {
    assertThat(ArrayTasks.of(id)).containsExactly(id);
  }

  @Test
  void aListMayBeAsLongAsItIs() {
    // Given every other task of an array, as Slurm tells it where its lists are not cut off
    List<String> tasks = IntStream.range(0, 20_000).mapToObj(i -> "" + 2 * i).toList();

    // When
    List<String> found = ArrayTasks.of("123_[" + String.join(",", tasks) + "]");

    // Then
    assertThat(found).isEqualTo(tasks.stream().map(task -> "123_" + task).toList());
  }

  @Test
  void aNameThatIsTooLongForAnIdIsNotRepeatedForEachTask() {
    // Given
    String id = "1".repeat(70_000) + "_[1-4000000]";

    // Then
    assertThat(ArrayTasks.of(id)).containsExactly(id);
  }
}
