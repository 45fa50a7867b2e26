package io.millrace.runner.cli;

import io.millrace.kafka.StoredLetter;
import io.millrace.runner.deadletters.DeadLetterBox;
import io.millrace.runner.deadletters.LetterPlace;
import io.millrace.runner.deadletters.LetterText;
import io.millrace.runner.definition.Definition;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deadletters show}: everything of one. */
@Command(
    name = "show",
    description = {
      "Shows one dead letter, whole, and how its record is read now.",
      "For that, the definition and the environment count as they are here."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private EnvironmentArguments environmentArguments;

  @Parameters(
      index = "1",
      paramLabel = "PLACE",
      description = "Where it is: " + LetterPlace.EXPECTED + ".")
  private String place;

  @Option(
      names = "--raw",
      paramLabel = "FILE",
      description = "Writes the record's value to a file, byte by byte.")
  private Path raw;

  @Option(
      names = "--redact",
      paramLabel = "FIELD|all",
      split = ",",
      description =
          "Hides these fields of the record as it is read now, or all, and whatever else may tell"
              + " them: key, value, headers and message.")
  private List<String> redacted = new ArrayList<>();

  @Override
  public Integer call() {
    if (raw != null && !redacted.isEmpty()) {
      throw usage("expected either --raw or --redact");
    }
    LetterPlace where =
        LetterPlace.parse(place)
            .orElseThrow(
                () -> usage("the place is '" + place + "'; expected " + LetterPlace.EXPECTED));
    Definition definition = definitionArguments.definition();
    PrintWriter err = spec.commandLine().getErr();
    DeadLetterBox box =
        new DeadLetterBox(definition, environmentArguments.environment(definition), err::println);
    List<StoredLetter> found = box.find(where);
    if (found.isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "There is no dead letter " + place + "; 'deadletters ls' lists them");
    }
    StoredLetter letter = found.get(found.size() - 1);
    LetterText.of(
            letter, box.marks().of(letter), box.readNow(letter, redacted), !redacted.isEmpty())
        .forEach(spec.commandLine().getOut()::println);
    if (found.size() > 1) {
      String others =
          found.subList(0, found.size() - 1).stream()
              .map(StoredLetter::place)
              .collect(Collectors.joining(", "));
      err.println("The same record died before: " + others);
    }
    if (raw != null) {
      write(letter.letter().getValue());
    }
    return 0;
  }

  private void write(ByteBuffer value) {
    if (value == null) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, "--raw " + raw + ": the record has no value");
    }
    try (FileChannel file =
        FileChannel.open(
            raw,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = value.duplicate();
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, "--raw " + raw + ": the file can't be written", failure);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
