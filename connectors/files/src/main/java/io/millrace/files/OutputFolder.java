package io.millrace.files;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.WarningCount;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** The folder that a run on files writes to. */
public final class OutputFolder {
  /** Why events are set aside; each reason has a file of its own. */
  private static final List<String> ASIDES = List.of("late", "future");

  private static final String DEAD_LETTERS = "dead-letters.jsonl";
  private static final String SUMMARY = "summary.json";

  private final Path folder;

  /** A folder that may not exist yet. */
  public OutputFolder(Path folder) {
    this.folder = Objects.requireNonNull(folder);
  }

  /**
   * Creates the folder where it is absent, and takes away what an earlier run has left of the files
   * that this one may write; no other.
   *
   * @throws MillraceException UNWRITABLE if it is no folder, or can't be written to
   */
  public void prepare(Set<String> outputs) {
    try {
      Files.createDirectories(folder);
      Stream<Path> ours =
          Stream.concat(
              outputs.stream().map(this::results),
              Stream.concat(
                  ASIDES.stream().map(this::aside),
                  Stream.of(deadLetters(), folder.resolve(SUMMARY))));
      for (Path file : (Iterable<Path>) ours::iterator) {
        Files.deleteIfExists(file);
        deleteUnfinished(file);
      }
      // Trying is the only sure test: permissions say nothing of full or read-only disks.
      Files.delete(Files.createTempFile(folder, ".millrace-", ".tmp"));
    } catch (FileAlreadyExistsException noFolder) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, folder + ": is a file, expected a folder for the results");
    } catch (IOException failure) {
      throw unwritable(folder, failure);
    }
  }

  private static void deleteUnfinished(Path file) throws IOException {
    String pattern = "." + file.getFileName() + ".*.part";
    try (DirectoryStream<Path> left = Files.newDirectoryStream(file.getParent(), pattern)) {
      for (Path one : left) {
        Files.delete(one);
      }
    }
  }

  /**
   * What a file is called until it is whole.
   *
   * @param attempt to write it: one that is taken for lost may write on beside its successor
   */
  static Path unfinished(Path file, String attempt) {
    return file.resolveSibling("." + file.getFileName() + "." + attempt + ".part");
  }

  /** A name that no other attempt to write a file has. */
  static String attempt(WriterInitContext context) {
    return context.getJobInfo().getJobId() + "-" + context.getTaskInfo().getAttemptNumber();
  }

  /** Where the results of an output go. */
  public Path results(String output) {
    return folder.resolve(output + ".jsonl");
  }

  /**
   * Where events go that take part in no result.
   *
   * @param reason {@code late} or {@code future}
   */
  public Path aside(String reason) {
    return folder.resolve(reason + ".jsonl");
  }

  /** Where records go that could not be processed. */
  public Path deadLetters() {
    return folder.resolve(DEAD_LETTERS);
  }

  /**
   * Writes the counts of the run to {@code summary.json}.
   *
   * @param inputs counts by input and kind: read, dead, late, future, duplicates, filtered,
   *     replaced
   * @param outputs counts by output and kind, such as written
   * @param warnings by input
   * @throws MillraceException UNWRITABLE
   */
  public void writeSummary(
      Map<String, Map<String, Long>> inputs,
      Map<String, Map<String, Long>> outputs,
      Map<String, List<WarningCount>> warnings) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("inputs", inputs);
    summary.put("outputs", new TreeMap<>(outputs));
    List<Map<String, Object>> told = new ArrayList<>();
    warnings.forEach((input, counts) -> counts.forEach(one -> told.add(warning(input, one))));
    summary.put("warnings", told);
    Path target = folder.resolve(SUMMARY);
    try {
      String json =
          new ObjectMapper()
              .writer(
                  new DefaultPrettyPrinter(
                          Separators.createDefaultInstance()
                              .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                      .withObjectIndenter(new DefaultIndenter("  ", "\n")))
              .writeValueAsString(summary);
      Files.writeString(target, json + "\n");
    } catch (IOException failure) {
      throw unwritable(target, failure);
    }
  }

  private static Map<String, Object> warning(String input, WarningCount counted) {
    DataWarning first = counted.first();
    Map<String, Object> warning = new LinkedHashMap<>();
    warning.put("input", input);
    warning.put("warning", first.kind().label());
    warning.put("detail", first.detail());
    warning.put("count", counted.count());
    warning.put("first", first.place());
    warning.put("meaning", first.kind().explanation());
    return warning;
  }

  static MillraceException unwritable(Path path, IOException failure) {
    String reason =
        failure instanceof AccessDeniedException
            ? "no permission to write there"
            : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return new MillraceException(
        ErrorCode.UNWRITABLE, path + ": can't be written: " + reason, failure);
  }
}
