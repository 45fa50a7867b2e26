package io.millrace.runner.upgrade;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.LiveRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * Finds what an upgrade to a definition would do to the state of a savepoint, before anything is
 * stopped or started. It reads the savepoint's headers, builds the new job, and runs that without
 * an event in this process; no broker, database or cluster is contacted.
 */
public final class Planner {
  private final List<JobStage> job;
  private final Map<OperatorID, StoredStage> trial;

  private Planner(List<JobStage> job, Map<OperatorID, StoredStage> trial) {
    this.job = job;
    this.trial = trial;
  }

  /**
   * Tries a definition.
   *
   * @param live the definition in its environment
   * @param options of Flink, which override the environment's
   * @throws io.millrace.sdk.MillraceException if the new job can't be built or does not start
   */
  public static Planner of(Definition definition, LiveRun live, Map<String, String> options) {
    return new Planner(
        JobStage.of(live.graph(options)), new Trial(definition, live.settings(options)).run());
  }

  /**
   * Compares the job with a savepoint or checkpoint.
   *
   * @param savepoint its path
   * @throws io.millrace.sdk.MillraceException if it can't be read
   */
  public UpgradePlan plan(String savepoint) {
    Map<OperatorID, StoredStage> stored =
        new HashMap<>(
            SavepointReader.read(savepoint, Thread.currentThread().getContextClassLoader()));
    List<StageChange> changes = new ArrayList<>();
    for (JobStage stage : job) {
      StoredStage past = stored.remove(stage.id());
      changes.add(past == null ? added(stage) : compare(stage, past));
    }
    stored.values().forEach(gone -> changes.add(gone(gone)));
    changes.sort(Comparator.comparing(StageChange::stage));
    return new UpgradePlan(savepoint, changes);
  }

  private StageChange added(JobStage stage) {
    StoredStage tried = trial.get(stage.id());
    List<StateChange> states =
        tried == null ? List.of() : StateComparison.compare(tried.withoutStates(), tried);
    return new StageChange(stage.name(), Verdict.ADDED, "", states);
  }

  private static StageChange gone(StoredStage stage) {
    return stage.stateful()
        ? new StageChange(
            stage.name(), Verdict.DROPPED, "the definition has no such stage", List.of())
        : new StageChange(stage.name(), Verdict.REMOVED, "it had no state", List.of());
  }

  private StageChange compare(JobStage stage, StoredStage past) {
    int groups = past.maxParallelism();
    if (stage.parallelism() > groups
        || stage.maxParallelism() > 0 && stage.maxParallelism() != groups) {
      return new StageChange(
          stage.name(),
          Verdict.INCOMPATIBLE,
          "its state is divided by a maximum parallelism of %d; the new job has parallelism %d of at most %d"
              .formatted(groups, stage.parallelism(), stage.maxParallelism()),
          List.of());
    }
    if (past.unreadable().isPresent()) {
      return new StageChange(
          stage.name(), Verdict.INCOMPATIBLE, past.unreadable().get(), List.of());
    }
    StoredStage present = trial.get(stage.id());
    if (present == null) {
      // Sources and sinks: what they keep is their transport's, which reads its own earlier forms.
      return new StageChange(stage.name(), Verdict.KEPT, "", List.of());
    }
    List<StateChange> states = StateComparison.compare(past, present);
    Verdict worst =
        states.stream()
            .map(StateChange::verdict)
            // A stage with one more state goes on.
            .filter(verdict -> verdict != Verdict.ADDED)
            .max(Comparator.naturalOrder())
            .orElse(Verdict.KEPT);
    return new StageChange(stage.name(), worst, "", states);
  }
}
