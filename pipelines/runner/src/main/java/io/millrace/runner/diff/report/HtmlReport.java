package io.millrace.runner.diff.report;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/**
 * One page that shows how two results differ. It asks for nothing from anywhere, and forbids the
 * browser to; without a script in it.
 */
public final class HtmlReport {
  private static final String STYLE = "/millrace/diff/page.css";
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final Markup page;
  private final int most;

  private HtmlReport(Writer target, int most) {
    this.page = new Markup(target);
    this.most = most;
  }

  /**
   * Writes the page; flushes, and does not close.
   *
   * @param most how many differences of each output are in its table
   */
  public static void write(DiffReport report, int most, Writer target) {
    new HtmlReport(target, most).page(report);
  }

  private void page(DiffReport report) {
    String title = "Diff of " + report.pipeline();
    page.begin("html", "lang", "en").begin("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", title).element("style", style()).end().begin("body");
    page.element("h1", title);
    page.element(
        "p",
        report.isEqual() ? "The results are equal." : "The results differ.",
        "class",
        report.isEqual() ? "verdict equal" : "verdict differs");
    page.begin("dl");
    side("A", report.a());
    side("B", report.b());
    if (!report.range().equals(ResultRange.ALL)) {
      page.element("dt", "Range").element("dd", report.range().toString());
    }
    page.end();
    report.notes().forEach(note -> page.element("p", note, "class", "note"));
    report.outputs().forEach(this::output);
    page.end().end().finish();
  }

  private void side(String letter, Compared side) {
    page.element("dt", letter, "class", letter.toLowerCase(Locale.ROOT)).begin("dd");
    page.element("code", side.name());
    side.inputs().forEach(input -> page.element("div", "read " + input, "class", "input"));
    page.end();
  }

  private void output(OutputDiff diff) {
    page.begin("section").element("h2", diff.output().name());
    page.begin("ul", "class", "counts");
    count("equal", diff.equal());
    count("changed", diff.count(Kind.CHANGED));
    count("added, only in B", diff.count(Kind.ADDED));
    count("missing, only in A", diff.count(Kind.MISSING));
    page.end();
    if (!diff.isEqual()) {
      firstDivergence(diff, diff.differences().get(0));
      fields(diff.fields());
      plots(diff);
      differences(diff);
    }
    page.end();
  }

  private void count(String what, long count) {
    page.begin("li").element("b", Long.toString(count)).text(" " + what).end();
  }

  private void firstDivergence(OutputDiff diff, ResultDifference first) {
    page.begin("p").text("First divergence: ");
    first.time().ifPresent(time -> page.element("b", time.toString()).text(" "));
    page.text(lower(first.kind()) + " ").element("code", TextReport.text(diff.identity(first)));
    page.end();
  }

  private void fields(List<FieldSummary> fields) {
    if (fields.isEmpty()) {
      return;
    }
    page.begin("table");
    heads("field", "differs in", "at most apart");
    for (FieldSummary field : fields) {
      page.begin("tr").element("td", field.field());
      page.element("td", Long.toString(field.results()), "class", "number");
      page.element("td", field.isNumeric() ? ShortNumber.of(field.most()) : "", "class", "number");
      page.end();
    }
    page.end();
  }

  private void plots(OutputDiff diff) {
    String heading = "";
    for (Plot plot : Plots.of(diff)) {
      if (!plot.field().equals(heading)) {
        heading = plot.field();
        page.element("h3", heading + unit(diff, heading));
      }
      page.begin("figure").begin("figcaption").element("code", plot.series());
      page.element("span", "A", "class", "legend a").element("span", "B", "class", "legend b");
      page.element("span", plot.from() + " to " + plot.to() + " (UTC)", "class", "span").end();
      PlotSvg.draw(plot, page);
      page.end();
    }
  }

  private static String unit(OutputDiff diff, String path) {
    Schema.Field field = diff.output().type().schema().getField(path);
    String unit = field == null ? null : field.getProp("unit");
    return unit == null || unit.equals("1") ? "" : " (" + unit + ")";
  }

  private void differences(OutputDiff diff) {
    List<ResultDifference> shown = diff.differences().stream().limit(most).toList();
    page.element("h3", "Differences, the earliest first");
    int more = diff.differences().size() - shown.size();
    if (more > 0) {
      page.element(
          "p",
          "The first %d; %d more are in --json.".formatted(shown.size(), more),
          "class",
          "note");
    }
    page.begin("table");
    heads("", "result", "field", "A", "B", "where");
    for (ResultDifference difference : shown) {
      page.begin("tbody");
      difference(diff, difference);
      page.end();
    }
    page.end();
  }

  private void difference(OutputDiff diff, ResultDifference difference) {
    List<FieldChange> changes = diff.changes(difference);
    int rows = Math.max(1, changes.size());
    String kind = lower(difference.kind());
    page.begin("tr").element("td", kind, "rowspan", rows, "class", "kind " + kind);
    page.begin("td", "rowspan", rows).element("code", TextReport.text(diff.identity(difference)));
    page.end();
    if (changes.isEmpty()) {
      ObjectNode only = difference.only();
      boolean inA = difference.kind() == Kind.MISSING;
      String text = TextReport.text(only);
      page.element("td", "").element("td", inA ? text : "", "class", "value a");
      page.element("td", inA ? "" : text, "class", "value b");
    } else {
      change(changes.get(0));
    }
    page.begin("td", "rowspan", rows, "class", "where");
    for (Side side : Side.values()) {
      difference.at(side).ifPresent(place -> page.element("div", side + " " + place));
    }
    page.end().end();
    changes.stream()
        .skip(1)
        .forEach(
            change -> {
              page.begin("tr");
              change(change);
              page.end();
            });
  }

  private void change(FieldChange change) {
    page.element("td", change.field());
    page.element("td", TextReport.text(change.a()), "class", "value a");
    page.element("td", TextReport.text(change.b()), "class", "value b");
  }

  private void heads(String... names) {
    page.begin("thead").begin("tr");
    for (String name : names) {
      page.element("th", name);
    }
    page.end().end();
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
