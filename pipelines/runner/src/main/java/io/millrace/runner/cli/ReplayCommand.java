package io.millrace.runner.cli;

import io.millrace.files.OutputFolder;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.PipelineJars;
import io.millrace.runner.launch.RemoteCluster;
import io.millrace.runner.launch.RunSummary;
import io.millrace.runner.replay.Manifest;
import io.millrace.runner.replay.Replay;
import io.millrace.runner.replay.ReplayId;
import io.millrace.runner.replay.ReplayTarget;
import io.millrace.runner.replay.Replays;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: a past range, bounded, isolated from everything live. */
@Command(
    name = "replay",
    description = {
      "Runs a pipeline over a past range of its topics, isolated from everything live.",
      "What is read is resolved once, into DIR/manifest.json; --manifest reads the same again."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DefinitionSettings settings;
  @Mixin private EnvironmentArguments environment;
  @Mixin private RangeArguments range;

  @Parameters(
      arity = "0..1",
      paramLabel = "DEF",
      description =
          "A definition: a file, or a name from the catalog; that of the manifest if none.")
  private String reference;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Reads the ranges of an earlier replay, in place of --from and --to.")
  private Path manifest;

  @Option(
      names = "--into",
      paramLabel = "files|kafka|postgres",
      description = "Where results go: files of DIR (the default), topics or a schema of its own.")
  private ReplayTarget into = ReplayTarget.FILES;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for manifest, summary and files; replay-ID if none is given.")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "Replaces the results of an earlier run in the folder, which is refused else.")
  private boolean overwrite;

  @Option(names = "--id", paramLabel = "ID", description = "The name of the replay.")
  private String id;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Tasks of each stage; with 1, the default, files are the same to the byte.")
  private int parallelism = 1;

  @Option(
      names = "--cluster",
      paramLabel = "URL",
      description =
          "Runs on a Flink cluster, whose task managers reach DIR, and waits for its end.")
  private URI cluster;

  @Option(names = "--dry-run", description = "Resolves the range, writes the manifest, and ends.")
  private boolean dryRun;

  @Override
  public Integer call() throws URISyntaxException {
    if (reference == null && manifest == null) {
      throw usage("Missing required parameter: 'DEF', or --manifest");
    }
    if (manifest != null && range.given()) {
      throw usage(
          "--manifest says what is read; expected it without --from, --to, --offsets,"
              + " --whole, --warm-up, --partial, --source and --edges");
    }
    if (parallelism < 1) {
      throw usage("--parallelism is " + parallelism + "; expected a number above 0");
    }
    OptionalDouble rate = range.rate();
    Manifest before = manifest == null ? null : Replays.read(manifest);
    Definition definition =
        reference == null
            ? Replays.definition(before, settings.reader(), settings.values())
            : settings.reader().find(reference, settings.values());
    Environment live = environment.environment(definition);
    Manifest resolved = resolve(before, definition, live);
    Path folder = out == null ? Path.of("replay-" + resolved.id()) : out;
    PrintWriter shown = spec.commandLine().getErr();
    RangeReport.print(resolved, shown);
    if (dryRun) {
      if (!overwrite) {
        // They are not of the manifest that is written.
        new OutputFolder(folder).requireNoResults(definition.outputs().keySet());
      }
      Replays.write(resolved, folder.resolve("manifest.json"));
      shown.println("manifest: " + folder.resolve("manifest.json"));
      return 0;
    }
    Replay.Settings how =
        new Replay.Settings(
            into, folder.toAbsolutePath(), overwrite, rate, parallelism, environment.options());
    RunSummary summary = new Replay(definition, live, resolved, how, shown).run(flink(definition));
    RangeReport.print(summary, folder, shown);
    return 0;
  }

  private Manifest resolve(Manifest before, Definition definition, Environment live) {
    Replays replays = new Replays(Millrace.VERSION);
    Optional<ReplayId> named = Optional.ofNullable(id).map(ReplayId::new);
    if (before != null) {
      String found = reference == null ? before.definition().reference() : reference;
      return replays.again(before, definition, found, named);
    }
    return replays.resolve(definition, reference, live, range.request(), named);
  }

  /**
   * Where the job is built: for a cluster over REST, for that of 'flink run', or in this process.
   */
  private Function<Configuration, StreamExecutionEnvironment> flink(Definition definition)
      throws URISyntaxException {
    if (cluster == null) {
      return StreamExecutionEnvironment::getExecutionEnvironment;
    }
    List<String> jars = new ArrayList<>(List.of(SubmitCommand.jar()));
    PipelineJars.of(definition).forEach(jar -> jars.add(jar.toString()));
    RemoteCluster remote = new RemoteCluster(cluster);
    return configuration -> remote.environment(configuration, jars);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
