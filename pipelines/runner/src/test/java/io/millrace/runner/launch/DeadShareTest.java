package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DeadShareTest {

  @Property
  void itIsExceededExactlyWhereTheLastRecordsHoldMoreDeadThanMayBe(
      @ForAll @Size(max = 60) List<Boolean> records,
      @ForAll @IntRange(min = 1, max = 12) int of,
      @ForAll @IntRange(max = 12) int most) {
    // Given
    DeadShare share = new DeadShare(of, most);
    List<Boolean> expected = new ArrayList<>();
    List<Boolean> found = new ArrayList<>();

    // When
    for (int i = 1; i <= records.size(); i++) {
      List<Boolean> last = records.subList(Math.max(0, i - of), i);
      expected.add(i >= of && last.stream().filter(dead -> dead).count() > most);
      found.add(share.add(records.get(i - 1)));
    }

    // Then
    assertThat(found).isEqualTo(expected);
  }
}
