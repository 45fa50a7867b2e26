package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void theyDifferAndNoneIsOfThoseThatConnectionsAreGiven() {
    // When
    List<Integer> ports = FreePorts.find(50);

    // Then
    assertThat(ports)
        .hasSize(50)
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= FreePorts.LEAST && port <= FreePorts.MOST);
  }
}
