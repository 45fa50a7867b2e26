package io.millrace.runner.testing.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.testing.TestResult;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.Difference.Missing;
import io.millrace.runner.testing.compare.RowText;
import io.millrace.runner.yaml.Node.Mapping;
import java.io.PrintWriter;
import java.util.List;

/** Says what came of tests, for people: one line a test, and below it what differs, and where. */
public final class TextReport {
  private static final int MOST_ROWS = 20;

  private final PrintWriter out;

  public TextReport(PrintWriter out) {
    this.out = out;
  }

  /** Says what came of the tests of one definition. */
  public void file(FileResult file) {
    out.println(file.definition() + (file.tests().isEmpty() ? ": no tests" : ""));
    for (TestResult test : file.tests()) {
      boolean updated = file.updated().contains(test.test().name());
      String verdict = !test.passed() ? "FAILED " : updated ? "updated" : "ok     ";
      out.println("  " + verdict + " " + test.test().name());
      test.failure().ifPresent(reason -> line(test.test().place() + ": " + reason));
      test.differences().forEach(this::difference);
    }
    out.flush();
  }

  /** Says how it stands in all. */
  public void summary(List<FileResult> files) {
    long tests = files.stream().mapToLong(file -> file.tests().size()).sum();
    long failed = files.stream().mapToLong(FileResult::failed).sum();
    long refused = files.stream().filter(file -> file.refusal().isPresent()).count();
    out.println(
        count(tests, "test")
            + ", "
            + failed
            + " failed"
            + (refused == 0 ? "" : ", " + count(refused, "definition") + " refused"));
    out.flush();
  }

  private static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private void difference(Difference difference) {
    String where = difference.expectation().place() + ": " + difference.expectation().subject();
    int came = difference.actual().rows().size();
    if (difference.expectation().rows().isEmpty()) {
      String expected =
          difference.expectation().count().map(count -> count(count, "row")).orElse("nothing yet");
      line(where + ": expected " + expected + ", got " + came);
      difference.actual().rows().stream()
          .limit(MOST_ROWS)
          .forEach(row -> line("  got        " + row(row, difference)));
      more(came);
      return;
    }
    line(
        where
            + ": expected "
            + count(difference.expectation().rows().get().size(), "row")
            + ", got "
            + came);
    for (Missing missing : difference.missing()) {
      Mapping row = missing.expected();
      line("  missing    " + RowText.of(row) + "  (" + row.place() + ")");
      missing
          .nearest()
          .ifPresent(
              nearest -> {
                line("  nearest    " + row(nearest.actual(), difference));
                nearest.fields().forEach(field -> line("    " + field));
              });
    }
    difference.unexpected().stream()
        .limit(MOST_ROWS)
        .map(position -> difference.actual().rows().get(position))
        .forEach(row -> line("  unexpected " + row(row, difference)));
    more(difference.unexpected().size());
  }

  private void more(int rows) {
    if (rows > MOST_ROWS) {
      line("  and " + count(rows - MOST_ROWS, "further row"));
    }
  }

  private static String row(JsonNode row, Difference difference) {
    return RowText.of(row, difference.fieldsToShow());
  }

  private void line(String text) {
    out.println("    " + text);
  }
}
