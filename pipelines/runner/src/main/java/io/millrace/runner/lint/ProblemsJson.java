package io.millrace.runner.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runner.yaml.Problem;
import java.util.List;

/** Problems for programs, such as editors and CI. */
public final class ProblemsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProblemsJson() {}

  /** One problem, line and column from 1. */
  private record Entry(String file, int line, int column, String code, String message) {}

  /** An array of {@code {file, line, column, code, message}}. */
  public static String of(List<Problem> problems) {
    List<Entry> entries =
        problems.stream()
            .map(
                problem ->
                    new Entry(
                        problem.place().file(),
                        problem.place().line(),
                        problem.place().column(),
                        problem.code().name(),
                        problem.message()))
            .toList();
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(entries);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
