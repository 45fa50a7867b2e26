package io.millrace.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayIdTest {
  private static final ReplayId ID = new ReplayId("incident-7");

  @ParameterizedTest
  @CsvSource({
    "rollup,              rollup",
    "rollup_by_hour,      rollup_by_hour",
    "plant.rollup,        plant__rollup",
    "plant_a.rollup,      plant_a__rollup",
    "plant.a_rollup,      plant__a_rollup",
    "plant_a_rollup,      plant_a_rollup",
    "plant__rollup,       plant__rollup_e6d17d32",
    "plant_.rollup,       plant___rollup_600000b2",
    "by-hour,             by_hour_8d07271f"
  })
  void aTableHasTheNameOfTheLiveOneOrOneLikeIt(String live, String table) {
    assertThat(ID.table(live)).isEqualTo("replay_incident_7." + table);
  }

  @Test
  void noTwoPipelinesShareADeployment() {
    assertThat(ID.deployment("site/line-7"))
        .isEqualTo("replay_incident-7_site.line-7")
        .isNotEqualTo(ID.deployment("site-line/7"))
        .isNotEqualTo(ID.deployment("site-line-7"));
  }

  @Property
  void noTwoTablesBecomeOneAndPostgresTakesEach(@ForAll("tables") Set<String> live) {
    // When
    Set<String> tables = live.stream().map(ID::table).collect(Collectors.toSet());

    // Then
    assertThat(tables)
        .hasSameSizeAs(live)
        .allMatch(table -> table.matches("replay_incident_7\\.[a-z_][a-z0-9_]{0,62}"));
  }

  /** Of few letters, so that many are alike, and some of the greatest length there can be. */
  @Provide
  Arbitrary<Set<String>> tables() {
    Arbitrary<String> some = name(1, 4);
    Arbitrary<String> longest = name(50, 63);
    Arbitrary<String> name = Arbitraries.oneOf(some, some, longest);
    Arbitrary<String> qualified = name.flatMap(schema -> name.map(table -> schema + "." + table));
    return Arbitraries.oneOf(name, qualified).set().ofMinSize(2).ofMaxSize(60);
  }

  private static Arbitrary<String> name(int shortest, int longest) {
    return Arbitraries.strings().withChars("a_").ofMinLength(shortest).ofMaxLength(longest);
  }
}
