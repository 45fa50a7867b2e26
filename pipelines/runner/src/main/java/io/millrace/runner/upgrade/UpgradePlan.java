package io.millrace.runner.upgrade;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What becomes of every stage if a job goes on from a savepoint as a definition now says.
 *
 * @param savepoint where the state is
 * @param stages by id
 */
public record UpgradePlan(String savepoint, List<StageChange> stages) {
  public UpgradePlan {
    stages = List.copyOf(stages);
  }

  /** Whether no state is lost, and the new job can read all of it. */
  public boolean isSafe() {
    return stages.stream().noneMatch(stage -> stage.verdict().isHarmful());
  }

  /**
   * The stages that speak against the upgrade.
   *
   * @param droppable stages whose state may be lost
   */
  public List<StageChange> objections(Collection<String> droppable) {
    return stages.stream()
        .filter(stage -> stage.verdict().isHarmful())
        .filter(stage -> stage.verdict() != Verdict.DROPPED || !droppable.contains(stage.stage()))
        .toList();
  }

  /** Whether a stage that has state is gone altogether, which Flink has to be told to let pass. */
  public boolean losesStages() {
    return stages.stream()
        .anyMatch(stage -> stage.verdict() == Verdict.DROPPED && stage.states().isEmpty());
  }

  /** Those of some names that are no stage which would lose state. */
  public Set<String> notDropped(Collection<String> names) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeAll(
        stages.stream()
            .filter(stage -> stage.verdict() == Verdict.DROPPED)
            .map(StageChange::stage)
            .collect(Collectors.toSet()));
    return unknown;
  }
}
