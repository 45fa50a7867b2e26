package io.millrace.runner.diff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runner.diff.DiffReport;
import io.millrace.runner.diff.DiffReport.Compared;
import io.millrace.runner.diff.compare.FieldChange;
import io.millrace.runner.diff.compare.FieldSummary;
import io.millrace.runner.diff.compare.OutputDiff;
import io.millrace.runner.diff.compare.ResultDifference;
import io.millrace.runner.diff.compare.ResultDifference.Kind;
import io.millrace.runner.diff.compare.ResultTime;
import io.millrace.runner.diff.compare.Side;
import io.millrace.runner.diff.source.Manifest.InputSpan;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Says for programs how two results differ: all of it, one difference after another. */
public final class JsonReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY =
      MAPPER.getFactory().copy().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the report, a line; flushes, and does not close. */
  public static void write(DiffReport report, Writer target) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(target)) {
      json.setCodec(MAPPER);
      new JsonReport(json).report(report);
    }
    target.write(System.lineSeparator());
    target.flush();
  }

  private void report(DiffReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("pipeline", report.pipeline());
    json.writeBooleanField("equal", report.isEqual());
    side("a", report.a());
    side("b", report.b());
    json.writeObjectFieldStart("range");
    instant("from", report.range().from());
    instant("to", report.range().to());
    json.writeEndObject();
    json.writeArrayFieldStart("notes");
    for (String note : report.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("outputs");
    for (OutputDiff output : report.outputs()) {
      output(output);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void side(String name, Compared side) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("name", side.name());
    json.writeArrayFieldStart("inputs");
    for (InputSpan input : side.inputs()) {
      json.writeStartObject();
      json.writeStringField("input", input.input());
      json.writeStringField("topic", input.topic());
      json.writeNumberField("partition", input.partition());
      json.writeNumberField("start", input.start());
      json.writeNumberField("end", input.end());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void output(OutputDiff diff) throws IOException {
    json.writeStartObject();
    json.writeStringField("output", diff.output().name());
    json.writeObjectFieldStart("results");
    json.writeNumberField("a", diff.results(Side.A));
    json.writeNumberField("b", diff.results(Side.B));
    json.writeEndObject();
    json.writeNumberField("equal", diff.equal());
    for (Kind kind : Kind.values()) {
      json.writeNumberField(lower(kind), diff.count(kind));
    }
    json.writeArrayFieldStart("fields");
    for (FieldSummary field : diff.fields()) {
      json.writeStartObject();
      json.writeStringField("field", field.field());
      json.writeNumberField("results", field.results());
      if (field.isNumeric()) {
        json.writeNumberField("most", field.most());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("differences");
    for (ResultDifference difference : diff.differences()) {
      difference(diff, difference);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void difference(OutputDiff diff, ResultDifference difference) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", lower(difference.kind()));
    json.writeObjectField("key", diff.identity(difference));
    instant("start", difference.time().map(ResultTime::start));
    instant("end", difference.time().flatMap(ResultTime::end));
    for (Side side : Side.values()) {
      Optional<String> at = difference.at(side).map(Object::toString);
      if (at.isPresent()) {
        json.writeStringField(side == Side.A ? "a_at" : "b_at", at.get());
      }
    }
    if (difference.kind() == Kind.CHANGED) {
      json.writeObjectFieldStart("fields");
      for (FieldChange change : diff.changes(difference)) {
        json.writeObjectFieldStart(change.field());
        value("a", change.a());
        value("b", change.b());
        json.writeEndObject();
      }
      json.writeEndObject();
    } else {
      json.writeObjectField("result", difference.only());
    }
    json.writeEndObject();
  }

  private void value(String name, JsonNode value) throws IOException {
    if (!value.isMissingNode()) {
      json.writeObjectField(name, value);
    }
  }

  private void instant(String name, Optional<Instant> time) throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, time.get().toString());
    } else {
      json.writeNullField(name);
    }
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
