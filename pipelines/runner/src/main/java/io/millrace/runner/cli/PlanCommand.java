package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.LiveRun;
import io.millrace.runner.launch.StateFolder;
import io.millrace.runner.upgrade.PlanReport;
import io.millrace.runner.upgrade.Planner;
import io.millrace.runner.upgrade.UpgradePlan;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plan}: what an upgrade would do to the state. */
@Command(
    name = "plan",
    description = {
      "Shows what an upgrade to a definition would keep, add, drop or break of a savepoint's state.",
      "Contacts no service. Exit code 1 if state would be lost or could not be read."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private EnvironmentArguments environmentArguments;

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description =
          "The savepoint or checkpoint; else the latest in the deployment's folder of state.")
  private String savepoint;

  @Option(
      names = "--format",
      description = "text, or json: one object with every stage and state.",
      defaultValue = "text")
  private Format format;

  /** How the plan is printed. */
  enum Format {
    TEXT,
    JSON
  }

  @Override
  public Integer call() {
    Definition definition = definitionArguments.definition();
    Environment environment = environmentArguments.environment(definition);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    LiveRun live = new LiveRun(definition, environment, err);
    if (savepoint == null) {
      // Before the new job is tried, which takes seconds.
      latest(environment);
    }
    Planner planner = Planner.of(definition, live, environmentArguments.options());
    UpgradePlan plan = savepoint == null ? latest(planner, environment) : planner.plan(savepoint);
    if (format == Format.JSON) {
      out.println(PlanReport.json(plan));
    } else {
      PlanReport.lines(plan.stages()).forEach(out::println);
    }
    out.flush();
    err.println(
        plan.isSafe()
            ? "An upgrade keeps all state of " + plan.savepoint()
            : "An upgrade loses state of " + plan.savepoint() + ", or can't read it; see above");
    return plan.isSafe() ? 0 : Millrace.REFUSED;
  }

  /** A running job deletes its oldest checkpoint with each new one, be it read just then. */
  private UpgradePlan latest(Planner planner, Environment environment) {
    String path = latest(environment);
    while (true) {
      try {
        return planner.plan(path);
      } catch (MillraceException unreadable) {
        String newer = latest(environment);
        if (newer.equals(path)) {
          throw unreadable;
        }
        path = newer;
      }
    }
  }

  private String latest(Environment environment) {
    return new StateFolder(environment.deployment())
        .latest()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "Missing required option: '--savepoint=PATH'; the environment's deployment has"
                        + " no folder of state, or nothing in it"));
  }
}
