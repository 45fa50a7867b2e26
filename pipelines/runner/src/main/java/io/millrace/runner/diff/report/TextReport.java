package io.millrace.runner.diff.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.diff.DiffReport;
import io.millrace.runner.diff.DiffReport.Compared;
import io.millrace.runner.diff.compare.FieldChange;
import io.millrace.runner.diff.compare.FieldSummary;
import io.millrace.runner.diff.compare.OutputDiff;
import io.millrace.runner.diff.compare.ResultDifference;
import io.millrace.runner.diff.compare.ResultDifference.Kind;
import io.millrace.runner.diff.compare.ResultRange;
import io.millrace.runner.diff.compare.Side;
import io.millrace.runner.testing.compare.RowText;
import java.io.PrintWriter;
import java.util.Locale;

/** Says for people how two results differ. */
public final class TextReport {
  private static final int LONGEST = 200;

  private final PrintWriter out;
  private final int most;

  /**
   * @param most how many differences of each output are said
   */
  public TextReport(PrintWriter out, int most) {
    this.out = out;
    this.most = most;
  }

  /** Writes the whole report. */
  public void write(DiffReport report) {
    out.println(report.pipeline());
    side("A", report.a());
    side("B", report.b());
    if (!report.range().equals(ResultRange.ALL)) {
      out.println("  range " + report.range());
    }
    report.notes().forEach(note -> out.println("  note: " + note));
    report.outputs().forEach(this::output);
  }

  private void side(String letter, Compared side) {
    out.println("  " + letter + " " + side.name());
    side.inputs().forEach(input -> out.println("      read " + input));
  }

  private void output(OutputDiff diff) {
    out.printf(
        "%s: %d equal, %d changed, %d added (only in B), %d missing (only in A)%n",
        diff.output().name(),
        diff.equal(),
        diff.count(Kind.CHANGED),
        diff.count(Kind.ADDED),
        diff.count(Kind.MISSING));
    if (diff.isEqual()) {
      return;
    }
    for (FieldSummary field : diff.fields()) {
      String apart =
          field.isNumeric() ? ", at most " + ShortNumber.of(field.most()) + " apart" : "";
      out.printf("  %s differs in %d%s%n", field.field(), field.results(), apart);
    }
    out.println("  first divergence: " + place(diff, diff.differences().get(0)));
    diff.differences().stream().limit(most).forEach(difference -> difference(diff, difference));
    int more = diff.differences().size() - most;
    if (more > 0) {
      out.printf("  and %d more: --most says how many are shown, --json has all%n", more);
    }
  }

  private static String place(OutputDiff diff, ResultDifference difference) {
    ObjectNode identity = diff.identity(difference);
    return difference.time().map(time -> time + " ").orElse("") + text(identity);
  }

  private void difference(OutputDiff diff, ResultDifference difference) {
    out.printf(
        "  %s %s%s%n",
        difference.kind().name().toLowerCase(Locale.ROOT),
        text(diff.identity(difference)),
        at(difference));
    if (difference.kind() == Kind.CHANGED) {
      for (FieldChange change : diff.changes(difference)) {
        out.printf(
            "    %s: %s in A, %s in B%n", change.field(), text(change.a()), text(change.b()));
      }
    } else {
      out.println("    " + text(difference.only()));
    }
  }

  private static String at(ResultDifference difference) {
    String a = difference.at(Side.A).map(place -> " A " + place).orElse("");
    return a + difference.at(Side.B).map(place -> " B " + place).orElse("");
  }

  static String text(JsonNode value) {
    String text = value.isMissingNode() ? "no such field" : RowText.of(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
