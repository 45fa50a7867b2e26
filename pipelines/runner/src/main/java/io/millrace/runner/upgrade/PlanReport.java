package io.millrace.runner.upgrade;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Shows a plan, to people and to programs. */
public final class PlanReport {
  private PlanReport() {}

  /** One line a stage; below it one for each of its states that does not go on as it is. */
  public static List<String> lines(List<StageChange> stages) {
    int width = stages.stream().mapToInt(stage -> stage.stage().length()).max().orElse(0);
    return stages.stream().flatMap(stage -> lines(stage, width).stream()).toList();
  }

  private static List<String> lines(StageChange stage, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-12s %s  %s"
            .formatted(
                stage.verdict().label(),
                stage.stage() + " ".repeat(width - stage.stage().length()),
                stage.detail())
            .stripTrailing());
    if (stage.verdict() != Verdict.ADDED) {
      for (StateChange state : stage.states()) {
        if (state.verdict() != Verdict.KEPT) {
          String detail = state.detail().isEmpty() ? "" : ": " + state.detail();
          lines.add("             state " + state.state() + " " + state.verdict().label() + detail);
        }
      }
    }
    return lines;
  }

  /** One JSON object, with every stage and every state that could be compared. */
  public static String json(UpgradePlan plan) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("savepoint", plan.savepoint());
      json.writeBooleanField("safe", plan.isSafe());
      json.writeArrayFieldStart("stages");
      for (StageChange stage : plan.stages()) {
        json.writeStartObject();
        json.writeStringField("stage", stage.stage());
        json.writeStringField("verdict", stage.verdict().label());
        json.writeStringField("detail", stage.detail());
        json.writeArrayFieldStart("states");
        for (StateChange state : stage.states()) {
          json.writeStartObject();
          json.writeStringField("state", state.state());
          json.writeStringField("verdict", state.verdict().label());
          json.writeStringField("detail", state.detail());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
