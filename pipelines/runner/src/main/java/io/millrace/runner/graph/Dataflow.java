package io.millrace.runner.graph;

import java.util.List;

/**
 * What flows where in a pipeline, independently of parallelism and of where its inputs and outputs
 * are.
 *
 * @param pipeline the name of the definition
 * @param steps in an order in which everything comes after what it is made from
 * @param flows in the order of the steps that they come from
 */
public record Dataflow(String pipeline, List<Step> steps, List<Flow> flows) {

  /** What a step is to the pipeline. */
  public enum Kind {
    /** Where events come from. */
    INPUT,
    /** A stage of the pipeline, or one that every input or output has. */
    STAGE,
    /** Where results go. */
    OUTPUT,
    /** Where events go that take part in no result. */
    ASIDE
  }

  /** How elements come to the parallel instances of the next step. */
  public enum Exchange {
    /** To any, mostly to the one beside it. */
    ANY,
    /** All of one key to the same. */
    BY_KEY,
    /** Each to all. */
    TO_ALL
  }

  /**
   * One step.
   *
   * @param id of its stage, under which a savepoint holds its state
   */
  public record Step(String id, Kind kind) {}

  /** What flows from one step to another. */
  public record Flow(Step from, Step to, Exchange exchange) {}

  public Dataflow {
    steps = List.copyOf(steps);
    flows = List.copyOf(flows);
  }

  /** What flows out of a step. */
  List<Flow> from(Step step) {
    return flows.stream().filter(flow -> flow.from().equals(step)).toList();
  }
}
