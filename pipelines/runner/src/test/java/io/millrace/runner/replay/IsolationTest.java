package io.millrace.runner.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.MillraceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationTest {
  private static final String ENVIRONMENT =
      """
      kafka: {bootstrap: "localhost:1"}
      postgres: {url: "jdbc:postgresql://localhost/x", user: x, password-file: x}
      archive: {path: /archive}
      rename: {plant.readings: site-7.plant.readings, analytics.rollup: site-7.rollup}
      deployment: {name: prod, generation: 3}
      """;

  static Set<String> shipped() {
    return Catalog.shipped().names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void nothingThatAReplayWritesOrGoesByHasANameOfAnythingLive(String name) {
    // given
    Definition definition = definition(name);
    Environment live = environment(definition);
    Isolation isolation = new Isolation(new ReplayId("incident-42"), live);
    Set<String> taken = new TreeSet<>(new LiveServices(definition, live).written());
    definition
        .inputs()
        .values()
        .forEach(input -> input.topic().map(live::named).ifPresent(taken::add));

    // when
    Definition replayed = isolation.of(definition, ReplayTarget.KAFKA);
    Environment own = isolation.environment(definition, 1);
    LiveServices services = new LiveServices(replayed, own);

    // then
    assertThat(services.written())
        .hasSize(definition.outputs().size() + 2)
        .allSatisfy(topic -> assertThat(topic).contains(".replay.incident-42"))
        .doesNotContainAnyElementsOf(taken);
    assertThat(services.id())
        .isEqualTo("millrace.replay_incident-42_" + name.replace('/', '.') + ".0");
    assertThat(replayed.inputs().values().stream().map(services::topic))
        .containsExactlyElementsOf(
            definition.inputs().values().stream()
                .map(input -> live.named(input.topic().orElseThrow()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void tablesAreInASchemaOfItsOwnAndNoResultGoesToATopic(String name) {
    // given
    Definition definition = definition(name);
    Isolation isolation = new Isolation(new ReplayId("incident-42"), environment(definition));

    // when
    Definition replayed = isolation.of(definition, ReplayTarget.POSTGRES);

    // then
    assertThat(replayed.outputs().values())
        .allSatisfy(
            output -> {
              assertThat(output.topic()).isEmpty();
              assertThat(output.table().orElseThrow()).startsWith("replay_incident_42.");
            });
    assertThat(
            replayed.outputs().values().stream()
                .map(output -> output.table().orElseThrow())
                .collect(Collectors.toSet()))
        .hasSameSizeAs(definition.outputs().keySet());
  }

  @ParameterizedTest
  @EnumSource(names = {"KAFKA", "POSTGRES"})
  void anOutputWithoutATargetGetsNoneThatAnotherHas(ReplayTarget into) {
    // given
    Definition rollup = definition("industrial/rollup");
    OutputDefinition output = rollup.outputs().get("rollup");
    Map<String, OutputDefinition> outputs = new LinkedHashMap<>();
    outputs.put("hours", to("hours", output, Optional.empty()));
    outputs.put("days", to("days", output, Optional.of("hours")));
    outputs.put("months", to("months", output, Optional.of("industrial.rollup.hours")));
    Definition several = rollup.as(rollup.name(), rollup.inputs(), outputs);
    Isolation isolation = new Isolation(new ReplayId("a"), environment(several));

    // when
    Definition replayed = isolation.of(several, into);

    // then
    assertThat(replayed.outputs().values())
        .extracting(into == ReplayTarget.KAFKA ? OutputDefinition::topic : OutputDefinition::table)
        .doesNotContain(Optional.empty())
        .doesNotHaveDuplicates();
  }

  private static OutputDefinition to(
      String name, OutputDefinition output, Optional<String> target) {
    return new OutputDefinition(
        name, output.place(), output.key(), target, false, target, false, true);
  }

  @Test
  void inFilesNoOutputHasATopicOrATable() {
    // given
    Definition definition = definition("industrial/rollup");
    Isolation isolation = new Isolation(new ReplayId("a"), environment(definition));

    // when
    Definition replayed = isolation.of(definition, ReplayTarget.FILES);

    // then
    assertThat(replayed.outputs().get("rollup").topic()).isEqualTo(Optional.empty());
    assertThat(replayed.outputs().get("rollup").table()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void noReplayWritesIntoTheArchive(ReplayTarget into) {
    // given
    Definition definition = definition("platform/archive");
    Isolation isolation = new Isolation(new ReplayId("a"), environment(definition));

    // when
    Definition replayed = isolation.of(definition, into);

    // then
    assertThat(definition.outputs().get("archive").archive()).isTrue();
    assertThat(replayed.outputs().get("archive").archive()).isFalse();
    assertThat(isolation.environment(definition, 1).archive()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a.b", "a/b", "a_b", "a234567890123456789012345678901"})
  void anIdThatCouldMakeAnotherNameIsRefused(String text) {
    assertThatThrownBy(() -> new ReplayId(text))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("expected at most 30 of a-z, 0-9 and '-'");
  }

  private static Definition definition(String name) {
    return new DefinitionReader(Catalog.shipped(), IsolationTest.class.getClassLoader())
        .find(name, Map.of());
  }

  private static Environment environment(Definition definition) {
    return EnvironmentReader.read("prod.yaml", ENVIRONMENT, definition.name());
  }
}
