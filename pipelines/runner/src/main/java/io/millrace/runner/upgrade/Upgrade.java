package io.millrace.runner.upgrade;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.LiveRun;
import io.millrace.runner.launch.RemoteCluster;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Replaces the running job of a deployment by a new definition, which goes on from its state. All
 * that can be known to fail is tried while the old job still runs.
 */
public final class Upgrade {
  private final Definition definition;
  private final Environment environment;
  private final Map<String, String> options;
  private final RemoteCluster cluster;
  private final PrintWriter shown;

  /**
   * @param options of Flink, which override the environment's
   * @param shown where it is said what happens
   */
  public Upgrade(
      Definition definition,
      Environment environment,
      Map<String, String> options,
      RemoteCluster cluster,
      PrintWriter shown) {
    this.definition = definition;
    this.environment = environment;
    this.options = options;
    this.cluster = cluster;
    this.shown = shown;
  }

  /**
   * Plans against a savepoint of the running job; if nothing speaks against it, stops that job with
   * another, and starts the new one from there.
   *
   * @param jar the jar with this class in it
   * @param droppable stages whose state may be lost
   * @throws MillraceException CONFLICT if the plan speaks against it, and the job goes on; any, if
   *     the new job does not start: then its message says from where to go on
   */
  public void run(String jar, Set<String> droppable) {
    String deployment = environment.deployment().name();
    Planner planner = Planner.of(definition, live(), options);
    live().check(options);
    String probe = cluster.savepoint(deployment);
    try {
      UpgradePlan plan = planner.plan(probe);
      PlanReport.lines(plan.stages()).forEach(shown::println);
      requireSafe(plan, droppable);
    } finally {
      dispose(probe);
    }
    String savepoint = cluster.stop(deployment, false);
    shown.println(deployment + ": stopped, state is in " + savepoint);
    try {
      // State may have been met since.
      UpgradePlan plan = planner.plan(savepoint);
      requireSafe(plan, droppable);
      start(jar, savepoint, plan.losesStages());
    } catch (MillraceException failure) {
      throw stranded(savepoint, failure);
    }
  }

  private LiveRun live() {
    return new LiveRun(definition, environment, shown);
  }

  private void start(String jar, String savepoint, boolean dropping) {
    Map<String, String> settings = new LinkedHashMap<>(options);
    if (dropping) {
      settings.put(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE.key(), "true");
    }
    JobID job = live().submit(cluster, jar, settings, Optional.of(savepoint));
    cluster.health(job).awaitRunning();
    shown.println(environment.deployment().name() + ": upgraded, all its tasks run");
  }

  private void requireSafe(UpgradePlan plan, Set<String> droppable) {
    Set<String> idle = plan.notDropped(droppable);
    if (!idle.isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "--allow-drop " + String.join(",", idle) + ": an upgrade drops no state of that stage");
    }
    List<StageChange> objections = plan.objections(droppable);
    if (objections.isEmpty()) {
      return;
    }
    String reasons =
        objections.stream().map(Upgrade::reason).collect(Collectors.joining("\n  ", "\n  ", ""));
    boolean allowable = objections.stream().allMatch(stage -> stage.verdict() == Verdict.DROPPED);
    String way =
        allowable
            ? "--allow-drop "
                + objections.stream().map(StageChange::stage).collect(Collectors.joining(","))
                + " to lose it"
            : "a definition that can go on from it, or a higher deployment.generation to start"
                + " anew";
    throw new MillraceException(
        ErrorCode.CONFLICT,
        "an upgrade of "
            + environment.deployment().name()
            + " would lose state or not start:"
            + reasons
            + "\nexpected "
            + way);
  }

  private static String reason(StageChange stage) {
    String states =
        stage.states().stream()
            .filter(state -> state.verdict().isHarmful())
            .map(
                state ->
                    "state "
                        + state.state()
                        + " "
                        + state.verdict().label()
                        + ", "
                        + state.detail())
            .collect(Collectors.joining("; "));
    return stage.stage()
        + " "
        + stage.verdict().label()
        + ": "
        + (states.isEmpty() ? stage.detail() : states);
  }

  private MillraceException stranded(String savepoint, MillraceException failure) {
    return new MillraceException(
        failure.code(),
        failure.getMessage()
            + "\n"
            + environment.deployment().name()
            + " has been stopped, and its new job does not run. No state is lost: cancel what is left"
            + " of the new job, then go on with this definition, or with the one before, by"
            + " 'millrace submit DEF --env ENV --cluster URL --from-savepoint "
            + savepoint
            + "'",
        failure);
  }

  private void dispose(String savepoint) {
    try {
      cluster.dispose(savepoint);
    } catch (MillraceException left) {
      shown.println("the savepoint " + savepoint + " is left, and of no further use");
    }
  }
}
