package io.millrace.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.simulators.EpisodeOracle.Recall;
import io.millrace.simulators.InjectedFault.Kind;
import java.time.Instant;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class EpisodeOracleTest {
  private static final Instant WARM = Instant.parse("2026-01-01T06:00:00Z");

  @Test
  void aSpikeIsFoundByAnEpisodeOfItsSensorThatHoldsItInTheLatestRevision() {
    // Given
    List<InjectedFault> faults =
        List.of(
            fault(Kind.SPIKE, "one", -5),
            fault(Kind.SPIKE, "one", 10),
            fault(Kind.SPIKE, "two", 20),
            fault(Kind.DRIFT, "two", 30),
            fault(Kind.DUPLICATE, "one", 40));

    // When
    Recall recall =
        EpisodeOracle.recall(
            faults,
            WARM,
            List.of(
                episode("one", 9, 9, 0),
                episode("one", 9, 11, 1),
                episode("one", 19, 21, 0),
                episode("two", 40, 40, 0)));

    // Then
    assertThat(recall).isEqualTo(new Recall(2, 1, 1, 0, 3, 2));
    assertThat(recall.isGood()).isTrue();
    assertThat(recall)
        .hasToString("1 of 2 spikes found, 0 of 1 drifts; in 2 of 3 episodes nothing was injected");
  }

  @Test
  void nothingFoundOfWhatThereWasIsNotGood() {
    // When
    Recall recall = EpisodeOracle.recall(List.of(fault(Kind.SPIKE, "one", 1)), WARM, List.of());

    // Then
    assertThat(recall.isGood()).isFalse();
    assertThat(recall.toString()).startsWith("BAD: 0 of 1 spikes found");
  }

  private static InjectedFault fault(Kind kind, String sensor, long second) {
    Instant from = WARM.plusSeconds(second);
    return new InjectedFault(kind, "machine", sensor, from, from.plusNanos(1_000), 50);
  }

  private static GenericRecord episode(String sensor, long start, long end, int revision) {
    GenericRecord episode = new GenericData.Record(AnomalyEpisode.getClassSchema());
    episode.put("source", "machine");
    episode.put("sensor", sensor);
    episode.put("start", Delivery.micros(WARM.plusSeconds(start)));
    episode.put("end", Delivery.micros(WARM.plusSeconds(end)));
    episode.put("revision", revision);
    return episode;
  }
}
