package io.millrace.runner.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.StoredLetter;
import io.millrace.runner.deadletters.Judgement.Kind;
import io.millrace.schemas.platform.DeadLetter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  private static final Set<String> TOPICS = Set.of("plant.readings");

  @Test
  void aLetterOfAnInputGoesBackAsTheNextAttempt() {
    // When
    Judgement judgement = Judgement.of(Stored.letter(), Optional.empty(), TOPICS, 5);

    // Then
    assertThat(judgement)
        .isEqualTo(new Judgement(Kind.REDRIVEN, "goes to plant.readings-3 as attempt 2"));
  }

  @Test
  void oneThatWasRedrivenIsLeftWhateverElseIsSoOfIt() {
    // When
    Judgement judgement =
        Judgement.of(Stored.ofAttempt("9"), Optional.of(Stored.NOON), Set.of("other"), 5);

    // Then
    assertThat(judgement)
        .isEqualTo(new Judgement(Kind.ALREADY, "was redriven at 2026-01-01T12:00:00Z"));
  }

  @Test
  void oneWhoseTopicIsNoInputIsRefused() {
    // When
    Judgement judgement =
        Judgement.of(Stored.letter(), Optional.empty(), Set.of("plant.orders"), 5);

    // Then
    assertThat(judgement)
        .isEqualTo(
            new Judgement(
                Kind.REFUSED, "topic 'plant.readings' is no input here; they are plant.orders"));
  }

  @Test
  void oneOfNoTopicIsRefused() {
    // Given
    StoredLetter ofFile =
        Stored.with(
            DeadLetter.newBuilder(Stored.letter().letter())
                .setTopic(null)
                .setPartition(null)
                .setOffset(null)
                .build());

    // When
    Judgement judgement = Judgement.of(ofFile, Optional.empty(), TOPICS, 5);

    // Then
    assertThat(judgement.kind()).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "4, REDRIVEN, goes to plant.readings-3 as attempt 5",
    "5, POISON, 'was tried 5 times, --max-attempts is 5'",
    // Another hand's header of that name.
    "many, REDRIVEN, goes to plant.readings-3 as attempt 2",
    "-7, REDRIVEN, goes to plant.readings-3 as attempt 2",
  })
  void oneThatDiedTooOftenIsLeft(String attempt, Kind kind, String about) {
    // When
    Judgement judgement = Judgement.of(Stored.ofAttempt(attempt), Optional.empty(), TOPICS, 5);

    // Then
    assertThat(judgement).isEqualTo(new Judgement(kind, about));
  }
}
