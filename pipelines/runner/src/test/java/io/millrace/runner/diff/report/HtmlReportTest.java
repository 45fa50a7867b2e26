package io.millrace.runner.diff.report;

import static io.millrace.runner.diff.compare.Rollups.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.diff.DiffReport;
import io.millrace.runner.diff.DiffReport.Compared;
import io.millrace.runner.diff.compare.OutputDiff;
import io.millrace.runner.diff.compare.ResultRange;
import io.millrace.runner.diff.compare.ResultRow;
import io.millrace.runner.diff.compare.Rollups;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final String NASTY = "<script>alert('1')</script>&\\\"\\u0001\\uD800";

  @Test
  void eachNumberThatDiffersIsPlottedWhereItDiffersMost() throws Exception {
    // Given four sources of ten minutes, of which m1 to m3 differ in the fifth
    List<ResultRow> a = new ArrayList<>();
    List<ResultRow> b = new ArrayList<>();
    for (int source = 0; source < 5; source++) {
      for (int minute = 0; minute < 10; minute++) {
        a.add(row("m" + source, minute, minute));
        b.add(row("m" + source, minute, minute == 5 ? minute + source : minute));
      }
    }

    // When
    Document page = parsed(Rollups.diff(a, b));

    // Then
    List<Element> plots = elements(page, "svg");
    assertThat(plots)
        .extracting(plot -> plot.getAttribute("aria-label"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("mean of {source: m4, sensor: t}, 1m, from"),
            second -> assertThat(second).startsWith("mean of {source: m3,"),
            third -> assertThat(third).startsWith("mean of {source: m2,"));
    assertThat(elements(page, "path")).hasSize(6);
    assertThat(elements(page, "path").get(0).getAttribute("d")).matches("M[^M]*");
    assertThat(elements(page, "circle")).hasSize(6);
    assertThat(elements(page, "circle").get(0).getTextContent())
        .isEqualTo("2026-01-01T00:05:00Z, A 5.0, B 9.0");
  }

  @Test
  void aResultThatOneSideLacksLeavesAGapInItsLine() throws Exception {
    // Given
    List<ResultRow> a = List.of(row("m", 0, 1), row("m", 1, 1), row("m", 2, 1), row("m", 3, 1));
    List<ResultRow> b = List.of(row("m", 0, 1), row("m", 2, 1), row("m", 3, 4));

    // When
    Document page = parsed(Rollups.diff(a, b));

    // Then
    List<Element> lines = elements(page, "path");
    assertThat(lines.get(0).getAttribute("d")).matches("M[^M]*");
    assertThat(lines.get(1).getAttribute("d")).matches("M[^M]*M[^M]*");
  }

  @Test
  void whatTheDataSaysStaysText() throws Exception {
    // Given
    List<ResultRow> a = List.of(row(NASTY, 0, 1), row(NASTY, 1, 1));
    List<ResultRow> b = List.of(row(NASTY, 0, 2), row(NASTY, 1, 1));

    // When
    String text = text(Rollups.diff(a, b));
    Document page = parsed(text);

    // Then
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "code"))
        .anySatisfy(code -> assertThat(code.getTextContent()).contains("<script>alert('1')"));
    assertThat(text).doesNotContain("<script");
  }

  @Test
  void itAsksForNothingFromAnywhere() throws Exception {
    // When
    String text = text(Rollups.diff(List.of(row("m", 0, 1)), List.of(row("m", 0, 2))));

    // Then
    assertThat(text)
        .startsWith("<!DOCTYPE html>")
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "url(", "@import", "src=", "href=");
  }

  @Test
  void aPlotOfManyPointsKeepsThoseThatDiffer() throws Exception {
    // Given
    List<ResultRow> a = new ArrayList<>();
    List<ResultRow> b = new ArrayList<>();
    for (int minute = 0; minute < 5_000; minute++) {
      a.add(row("m", minute, 1));
      b.add(row("m", minute, minute == 3_333 ? 2 : 1));
    }

    // When
    String text = text(Rollups.diff(a, b));

    // Then
    assertThat(text.length()).isLessThan(50_000);
    assertThat(elements(parsed(text), "circle")).hasSize(2);
  }

  private static String text(OutputDiff diff) {
    StringWriter target = new StringWriter();
    DiffReport report =
        new DiffReport(
            "test/" + "<i>",
            new Compared("a", List.of()),
            new Compared("b", List.of()),
            ResultRange.ALL,
            List.of(),
            List.of(diff));
    HtmlReport.write(report, 100, target);
    return target.toString();
  }

  private static Document parsed(OutputDiff diff) throws Exception {
    return parsed(text(diff));
  }

  private static Document parsed(String text) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
