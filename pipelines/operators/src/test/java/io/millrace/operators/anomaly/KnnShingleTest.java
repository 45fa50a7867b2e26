package io.millrace.operators.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.anomaly.KnnShingle.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KnnShingleTest {

  @Test
  void aCourseThatWasSeenBeforeIsNotUnusualAndAnotherIs() {
    // Given a wave of 20 values
    Settings settings = new Settings(8, 200, 2);
    KnnShingle shingles = new KnnShingle();
    for (int i = 0; i < 200; i++) {
      shingles.learn(wave(i), true, settings);
    }

    // When
    OptionalDouble usual = shingles.score(wave(200), settings);

    // Then a value of the wave at the wrong time is unusual, though it was seen often
    assertThat(usual.orElseThrow()).isEqualTo(0, within(1e-9));
    assertThat(shingles.score(wave(205), settings).orElseThrow()).isGreaterThan(0.5);
  }

  @Property(tries = 200)
  void scoreIsTheMeanDistanceToTheNearestOfAllShinglesThatDoNotOverlap(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 120) int count,
      @ForAll @IntRange(min = 1, max = 6) int shingle,
      @ForAll @IntRange(min = 1, max = 4) int neighbours)
      throws Exception {
    // Given
    Settings settings = new Settings(shingle, 30, neighbours);
    Random random = new Random(seed);
    KnnShingle shingles = new KnnShingle();
    List<Double> values = new ArrayList<>();
    List<Boolean> references = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add((double) random.nextInt(5));
      references.add(random.nextInt(4) > 0);
      shingles.learn(values.get(i), references.get(i), settings);
    }
    int kept = Math.min(count, settings.kept());
    double next = random.nextInt(5);

    // When
    OptionalDouble score = shingles.score(next, settings);

    // Then
    OptionalDouble expected =
        byComparingAll(
            values.subList(count - kept, count),
            references.subList(count - kept, count),
            next,
            settings);
    assertThat(score.isPresent()).isEqualTo(expected.isPresent());
    assertThat(score.orElse(0)).isEqualTo(expected.orElse(0), within(1e-12));
    KnnShingle read = Codecs.readBack(KnnShingle.CODEC, shingles);
    read.learn(next, true, settings);
    KnnShingle copy = KnnShingle.CODEC.copy(shingles);
    copy.learn(next, true, settings);
    shingles.learn(next, true, settings);
    assertThat(read.score(1, settings))
        .isEqualTo(shingles.score(1, settings))
        .isEqualTo(copy.score(1, settings));
  }

  @Test
  void hugeValuesGiveNoNotANumber() {
    // Given
    Settings settings = new Settings(2, 10, 1);
    KnnShingle shingles = new KnnShingle();
    for (int i = 0; i < 8; i++) {
      shingles.learn(i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE, true, settings);
    }

    // When
    OptionalDouble score = shingles.score(0, settings);

    // Then
    assertThat(score.orElseThrow()).isNotNaN().isPositive();
  }

  @Test
  void aWindowTooSmallForItsShinglesIsRefused() {
    assertThatThrownBy(() -> new Settings(12, 14, 3))
        .hasMessage("the window of 14 holds too few shingles of 12 for 3 neighbours");
  }

  private static OptionalDouble byComparingAll(
      List<Double> values, List<Boolean> references, double next, Settings settings) {
    List<Double> all = new ArrayList<>(values);
    all.add(next);
    int present = all.size() - settings.shingle();
    List<Double> distances = new ArrayList<>();
    for (int first = 0; first + settings.shingle() <= present; first++) {
      double sum = 0;
      for (int i = 0; i < settings.shingle(); i++) {
        sum += Math.pow(all.get(first + i) - all.get(present + i), 2);
      }
      if (references.get(first + settings.shingle() - 1)) {
        distances.add(Math.sqrt(sum));
      }
    }
    if (distances.size() < settings.needed()) {
      return OptionalDouble.empty();
    }
    return distances.stream()
        .sorted()
        .limit(settings.neighbours())
        .mapToDouble(distance -> distance)
        .average();
  }

  private static double wave(int i) {
    return Math.sin(2 * Math.PI * i / 20);
  }
}
