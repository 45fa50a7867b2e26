package io.millrace.runner.cli;

import io.millrace.sdk.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A verb of the plan that a later release brings: it says so, rather than not to be known. */
@Command
final class LaterVerb implements Callable<Integer> {
  private static final Map<String, List<String>> BY_RELEASE = Map.of("0.6", List.of("import"));

  private final String release;
  @Spec private CommandSpec spec;

  /** Whatever else was given; it makes no difference. */
  @Unmatched private List<String> arguments;

  private LaterVerb(String release) {
    this.release = release;
  }

  static void addTo(CommandLine line) {
    BY_RELEASE.forEach(
        (release, verbs) ->
            verbs.forEach(
                verb -> {
                  CommandLine later = new CommandLine(new LaterVerb(release));
                  later.getCommandSpec().usageMessage().hidden(true);
                  line.addSubcommand(verb, later);
                }));
  }

  @Override
  public Integer call() {
    spec.commandLine()
        .getErr()
        .println(
            "millrace: %s '%s' comes with release %s"
                .formatted(ErrorCode.NOT_YET, spec.name(), release));
    return Millrace.WRONG_USAGE;
  }
}
