package io.millrace.runner.testing.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.testing.TestResult;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.Difference.Missing;
import io.millrace.runner.testing.compare.RowText;
import io.millrace.runner.yaml.Place;
import java.util.List;

/**
 * Says what came of tests, for programs: {@code {"tests": n, "failed": n, "definitions": [...]}},
 * each definition with {@code definition}, {@code refused} (the problems) and {@code tests}; each
 * test with {@code name}, {@code file}, {@code line}, {@code passed}, {@code updated}, {@code
 * failure} and {@code differences}: {@code of}, its place, {@code missing}, {@code unexpected}.
 * Expected rows are texts, as they stand in the definition; rows that came are objects.
 */
public final class JsonReport {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private JsonReport() {}

  /** The report of all definitions, on one line. */
  public static String of(List<FileResult> files) {
    ObjectNode report = MAPPER.createObjectNode();
    report.put("tests", files.stream().mapToLong(file -> file.tests().size()).sum());
    report.put("failed", files.stream().mapToLong(FileResult::failed).sum());
    ArrayNode definitions = report.putArray("definitions");
    files.forEach(file -> add(file, definitions.addObject()));
    try {
      return MAPPER.writeValueAsString(report);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void add(FileResult file, ObjectNode json) {
    json.put("definition", file.definition());
    ArrayNode refused = json.putArray("refused");
    file.refusal().ifPresent(problems -> problems.lines().forEach(refused::add));
    ArrayNode tests = json.putArray("tests");
    for (TestResult test : file.tests()) {
      ObjectNode one = tests.addObject();
      one.put("name", test.test().name());
      at(test.test().place(), one);
      one.put("passed", test.passed());
      one.put("updated", file.updated().contains(test.test().name()));
      one.put("failure", test.failure().orElse(null));
      ArrayNode differences = one.putArray("differences");
      test.differences().forEach(difference -> add(difference, differences.addObject()));
    }
  }

  private static void add(Difference difference, ObjectNode json) {
    json.put("of", difference.expectation().subject().toString());
    at(difference.expectation().place(), json);
    json.put("expected", expected(difference));
    json.put("got", difference.actual().rows().size());
    ArrayNode missing = json.putArray("missing");
    for (Missing row : difference.missing()) {
      ObjectNode one = missing.addObject();
      at(row.expected().place(), one);
      one.put("row", RowText.of(row.expected()));
      ArrayNode fields = one.putArray("fields");
      row.nearest().ifPresent(nearest -> one.set("nearest", nearest.actual()));
      row.nearest()
          .ifPresent(
              nearest ->
                  nearest
                      .fields()
                      .forEach(
                          field -> {
                            ObjectNode differing = fields.addObject();
                            differing.put("field", field.field());
                            differing.put(
                                "expected", field.expected().map(RowText::of).orElse(null));
                            differing.set("got", field.actual());
                          }));
    }
    ArrayNode unexpected = json.putArray("unexpected");
    difference
        .unexpected()
        .forEach(position -> unexpected.add(difference.actual().rows().get(position)));
  }

  private static Long expected(Difference difference) {
    return difference
        .expectation()
        .count()
        .or(() -> difference.expectation().rows().map(rows -> (long) rows.size()))
        .orElse(null);
  }

  private static void at(Place place, ObjectNode json) {
    json.put("file", place.file());
    json.put("line", place.line());
    json.put("column", place.column());
  }
}
