package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything through processes, as a user does it. */
@Timeout(600)
class ClusterMainTest {
  @TempDir Path temporary;

  @AfterEach
  void stopWhateverATestLeft() {
    folder().read().ifPresent(state -> new DetachedCluster(folder()).stop(state));
  }

  @Test
  void aDetachedClusterIsFoundByStatusAndKillAndNothingIsLeftAfterDown() throws Exception {
    // Given
    CommandResult up = cluster("up", "--detach", "--task-managers", "1");
    assertThat(up.exitCode()).as(up.output()).isZero();
    ClusterState state = folder().read().orElseThrow();
    Path jar = TestJar.of(CountingJob.class, temporary);
    CommandResult run =
        cluster("flink", "run", "-d", "-p", "2", jar.toString(), "1000000000", "1000");
    assertThat(run.exitCode()).as(run.output()).isZero();

    // When
    CommandResult kill = cluster("kill", "1");

    // Then
    assertThat(kill.output()).contains("Killed taskmanager-1");
    Pattern moved = Pattern.compile("counts.* 1 +taskmanager-2 +RUNNING");
    Eventually.holds(() -> moved.matcher(status()).find());
    assertThat(status())
        .contains(state.bootstrap(), state.jdbcUrl(), state.restUrl(), "counting")
        .containsPattern("taskmanager-1 +\\d+ +gone")
        .containsPattern("taskmanager-2 +\\d+ +running");
    CommandResult again = cluster("up");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.output().strip()).startsWith("A cluster runs already").doesNotContain("\n");
    CommandResult unknown = cluster("kill", "7");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.output()).contains("taskmanager-7", "[taskmanager-2]");

    ClusterState last = folder().read().orElseThrow();
    assertThat(cluster("down").exitCode()).isZero();
    assertThat(folder().path()).doesNotExist();
    assertNothingRuns(last);
    assertThat(cluster("status").exitCode()).isEqualTo(1);
    assertThat(cluster("down").exitCode()).isZero();
  }

  @Test
  void nothingIsLeftWhenTheHolderIsKilledWhileAllPartsStart() throws Exception {
    // Given
    Process holder = new ProcessBuilder(command("up")).start();
    Eventually.holds(() -> programs(holder).containsAll(List.of("sh", "java", "postgres")));
    List<ProcessHandle> children = holder.descendants().toList();

    // When
    holder.destroyForcibly();

    // Then
    Eventually.holds(() -> !folder().path().toFile().exists());
    Eventually.holds(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void wrongUsageIsOneLineAndExitCodeTwo() {
    // Given
    String[] arguments = {"--slots", "two"};

    // When
    CommandResult result = cluster("up", arguments);

    // Then
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output().strip()).contains("--slots", "two").doesNotContain("\n");
  }

  private static void assertNothingRuns(ClusterState state) {
    assertThat(state.holder().find()).isEmpty();
    assertThat(state.processes()).containsKeys("jobmanager", "postgres");
    assertThat(state.processes().values().stream().map(ProcessIdentity::find))
        .allMatch(Optional::isEmpty);
  }

  private String status() {
    return cluster("status").output();
  }

  private ClusterFolder folder() {
    return new ClusterFolder(temporary.resolve("cluster"));
  }

  private static Set<String> programs(Process parent) {
    return parent
        .descendants()
        .flatMap(process -> process.info().command().stream())
        .map(command -> Path.of(command).getFileName().toString())
        .map(name -> name.equals("dash") || name.equals("bash") ? "sh" : name)
        .collect(Collectors.toSet());
  }

  private CommandResult cluster(String verb, String... arguments) {
    return CommandResult.of(new ProcessBuilder(command(verb, arguments)), temporary, process -> {});
  }

  private List<String> command(String verb, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ClusterMain.class.getName(), verb));
    command.addAll(List.of("--folder", folder().path().toString()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
