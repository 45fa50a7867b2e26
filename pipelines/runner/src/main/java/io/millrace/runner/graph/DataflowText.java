package io.millrace.runner.graph;

import io.millrace.runner.graph.Dataflow.Exchange;
import io.millrace.runner.graph.Dataflow.Flow;
import io.millrace.runner.graph.Dataflow.Kind;
import io.millrace.runner.graph.Dataflow.Step;
import java.util.List;
import java.util.Locale;

/** A dataflow as text, for people or for programs that draw. */
public enum DataflowText {
  /** Each step, and beneath it where its elements go. */
  TEXT {
    @Override
    public String of(Dataflow dataflow) {
      StringBuilder text = new StringBuilder(dataflow.pipeline()).append('\n');
      for (Step step : dataflow.steps()) {
        List<Flow> flows = dataflow.from(step);
        if (!flows.isEmpty()) {
          text.append("%n%s%s%n".formatted(step.id(), mark(step)));
        }
        for (Flow flow : flows) {
          String how = flow.exchange() == Exchange.ANY ? "" : ", " + words(flow.exchange());
          text.append("  -> %s%s%s%n".formatted(flow.to().id(), mark(flow.to()), how));
        }
      }
      return text.toString();
    }
  },

  /** For Markdown that draws Mermaid. */
  MERMAID {
    @Override
    public String of(Dataflow dataflow) {
      StringBuilder text = new StringBuilder("flowchart LR\n");
      for (Step step : dataflow.steps()) {
        String label = '"' + step.id().replace("\"", "#quot;") + '"';
        String shape =
            switch (step.kind()) {
              case INPUT -> "([%s])";
              case STAGE -> "[%s]";
              case OUTPUT -> "[(%s)]";
              case ASIDE -> "[/%s/]";
            };
        text.append("  %s%s%n".formatted(number(dataflow, step), shape.formatted(label)));
      }
      for (Flow flow : dataflow.flows()) {
        String how = flow.exchange() == Exchange.ANY ? "" : "|" + words(flow.exchange()) + "|";
        String from = number(dataflow, flow.from());
        text.append("  %s -->%s %s%n".formatted(from, how, number(dataflow, flow.to())));
      }
      return text.toString();
    }
  },

  /** For Graphviz. */
  DOT {
    @Override
    public String of(Dataflow dataflow) {
      StringBuilder text =
          new StringBuilder("digraph %s {%n".formatted(quoted(dataflow.pipeline())));
      text.append("  rankdir=LR;%n".formatted());
      for (Step step : dataflow.steps()) {
        String shape =
            switch (step.kind()) {
              case INPUT -> "oval";
              case STAGE -> "box";
              case OUTPUT -> "cylinder";
              case ASIDE -> "note";
            };
        text.append("  %s [shape=%s];%n".formatted(quoted(step.id()), shape));
      }
      for (Flow flow : dataflow.flows()) {
        String how =
            flow.exchange() == Exchange.ANY
                ? ""
                : " [label=" + quoted(words(flow.exchange())) + "]";
        String ends = quoted(flow.from().id()) + " -> " + quoted(flow.to().id());
        text.append("  %s%s;%n".formatted(ends, how));
      }
      return text.append("}\n").toString();
    }
  };

  /** Draws a dataflow; the same one always in the same way. */
  public abstract String of(Dataflow dataflow);

  private static String mark(Step step) {
    return step.kind() == Kind.STAGE
        ? ""
        : " (" + step.kind().name().toLowerCase(Locale.ROOT) + ")";
  }

  private static String words(Exchange exchange) {
    return exchange == Exchange.BY_KEY ? "by key" : "to all";
  }

  private static String number(Dataflow dataflow, Step step) {
    return "n" + (dataflow.steps().indexOf(step) + 1);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
