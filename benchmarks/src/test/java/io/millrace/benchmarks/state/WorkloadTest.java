package io.millrace.benchmarks.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  static {
    AvroTrust.establish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traffic",
        "sensor-anomaly",
        "oee",
        "red",
        "graph",
        "graph-one-trace",
        "jobs",
        "cost",
        "delivery"
      })
  void oneKeyHasFourEventsInFiveAndEveryOtherEventAKeyOfItsOwn(String name) {
    // Given
    Workload workload = Workloads.of(name);
    int keys = 10_000;

    // When
    Map<String, Integer> events = new HashMap<>();
    for (SpecificRecord event : events(workload, keys)) {
      events.merge(key(event), 1, Integer::sum);
    }

    // Then
    assertThat(events).hasSize(keys + 1);
    assertThat(events.values()).filteredOn(count -> count > 1).containsExactly(4 * keys);
  }

  @Test
  void ofOneTraceFourSpansInFiveHaveTheSameId() {
    // When
    Map<String, Integer> spans = new HashMap<>();
    for (SpecificRecord event : events(Workloads.of("graph-one-trace"), 1_000)) {
      spans.merge(((Span) event).getTraceId(), 1, Integer::sum);
    }

    // Then
    assertThat(spans).hasSize(1_001).containsEntry("hot", 4_000);
  }

  private static List<SpecificRecord> events(Workload workload, int keys) {
    List<SpecificRecord> events = new ArrayList<>();
    for (long number = 0; number < 5L * keys; number++) {
      for (Workload.Given input : workload.inputs()) {
        SpecificRecord event = input.events().event(number, number % 5 > 0, Instant.EPOCH);
        if (event != null) {
          events.add(event);
        }
      }
    }
    return events;
  }

  /** What a stream is hot by; the first field of all others is the machine or the source. */
  private static String key(SpecificRecord event) {
    if (event instanceof EdgeRequest request) {
      return request.getSite() + " " + request.getPop();
    } else if (event instanceof Span span) {
      return span.getService().matches("hot|stock")
          ? "hot"
          : span.getService() + span.getOperation();
    } else if (event instanceof JobEvent job) {
      return job.getCluster().equals("hot") ? "hot" : job.getJobId();
    } else if (event instanceof FocusCharge charge) {
      return charge.getSubAccountId();
    }
    return (String) event.get(0);
  }
}
